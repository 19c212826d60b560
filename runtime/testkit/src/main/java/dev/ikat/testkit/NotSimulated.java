package dev.ikat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What programs use that is not simulated, and where: real clocks, real random numbers, threads. */
final class NotSimulated {
    private static final String KIT = NotSimulated.class.getPackageName() + ".";
    private static final Set<String> KIT_CLASSES = Set.of(KIT + "NotSimulated", KIT + "Simulation");
    private static final int MOST_CLASSES = 1_000;
    private static final int MOST_TOLD = 12;

    private NotSimulated() {}

    /** The nearest line of the program on the stack: neither of the kit's own nor of the JDK's. */
    static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isOfTheProgram(frame.getClassName()))
                        .findFirst())
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("an unknown place");
    }

    private static boolean isOfTheProgram(String className) {
        return !className.startsWith(KIT + "Ambient") && !KIT_CLASSES.contains(className) && !isOfTheJdk(className);
    }

    private static boolean isOfTheJdk(String className) {
        return className.startsWith("java.")
                || className.startsWith("javax.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || className.startsWith("com.sun.");
    }

    /** A sentence with the calls in classes and those that they mention; empty when there is none. What is in jars is not looked into. */
    static String told(Collection<String> classNames, @Nullable ClassLoader loader) {
        if (System.getProperty("dev.ikat.agent.simulate") != null) {
            return "";
        }
        List<String> calls = callsIn(classNames, loader == null ? ClassLoader.getSystemClassLoader() : loader);
        if (calls.isEmpty()) {
            return "";
        }
        int more = calls.size() - MOST_TOLD;
        return ". Its classes have these calls: "
                + String.join(", ", calls.subList(0, Math.min(MOST_TOLD, calls.size())))
                + (more > 0 ? " and " + more + " more" : "")
                + ". With -javaagent:ikat-agent.jar=simulate=redirect the simulation answers them, with simulate=report they fail";
    }

    private static List<String> callsIn(Collection<String> classNames, ClassLoader loader) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        classNames.forEach(each -> open.add(each.replace('.', '/')));
        List<String> calls = new ArrayList<>();
        while (!open.isEmpty() && seen.size() < MOST_CLASSES) {
            String name = open.remove();
            if (!name.startsWith("java/") && !isOfIkat(name) && seen.add(name)) {
                CallSites sites = read(loader, name);
                if (sites != null) {
                    calls.addAll(sites.calls(NotSimulated::isOne));
                    open.addAll(sites.classes());
                }
            }
        }
        return calls;
    }

    /** Its own use of clocks and threads is simulated. */
    private static boolean isOfIkat(String name) {
        return name.startsWith("dev/ikat/");
    }

    private static @Nullable CallSites read(ClassLoader loader, String name) {
        URL file = loader.getResource(name + ".class");
        if (file == null || !file.getProtocol().equals("file")) {
            return null;
        }
        try (InputStream bytes = file.openStream()) {
            return CallSites.in(bytes.readAllBytes());
        } catch (IOException | RuntimeException unreadable) {
            return null; // a message that lacks something is better than none
        }
    }

    /** Whether a method is one of those; by its class, its name and its descriptor as in class files. */
    static boolean isOne(String owner, String name, String descriptor) {
        boolean empty = descriptor.startsWith("()");
        return switch (owner) {
            case "java/lang/System" ->
                name.equals("nanoTime") || name.equals("currentTimeMillis") || name.equals("identityHashCode");
            case "java/time/Clock" -> name.startsWith("system") || (name.startsWith("tick") && !name.equals("tick"));
            case "java/time/InstantSource" -> name.equals("system");
            case "java/lang/Math", "java/lang/StrictMath" -> name.equals("random");
            case "java/util/UUID" -> name.equals("randomUUID");
            case "java/util/Date", "java/util/Random", "java/util/SplittableRandom" -> name.equals("<init>") && empty;
            case "java/security/SecureRandom", "java/util/Timer" -> name.equals("<init>");
            case "java/util/concurrent/ThreadLocalRandom" -> name.equals("current");
            case "java/util/random/RandomGenerator" -> name.equals("getDefault") || name.equals("of");
            case "java/util/Collections" -> name.equals("shuffle") && descriptor.equals("(Ljava/util/List;)V");
            case "java/lang/Thread" -> name.equals("start") || name.equals("startVirtualThread");
            case "java/util/concurrent/Executors" -> name.startsWith("new");
            case "java/util/concurrent/CompletableFuture" ->
                (name.equals("supplyAsync") || name.equals("runAsync")) && !descriptor.contains("Executor");
            default ->
                name.equals("parallelStream")
                        || (owner.startsWith("java/time/") && name.equals("now") && !descriptor.contains("Clock"));
        };
    }
}
