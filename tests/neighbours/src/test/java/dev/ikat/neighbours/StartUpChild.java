package dev.ikat.neighbours;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What runs in the JVMs of {@link StartUp}; prints its figures, milliseconds mostly, with spaces between. */
final class StartUpChild {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WARM_ROUNDS = 5;
    /** So many classes in a row load with the agent that does nothing, or without. */
    private static final int TURN = 20;

    private StartUpChild() {}

    public static void main(String[] arguments) throws Exception {
        String[] places = Arrays.copyOfRange(arguments, 1, arguments.length);
        double[] figures = switch (arguments[0]) {
            case "load" -> load(places, -1);
            case "even" -> load(places, 0);
            case "odd" -> load(places, 1);
            default -> weave(Path.of(places[0]));
        };
        StringBuilder line = new StringBuilder();
        for (double figure : figures) {
            line.append(figure).append(' ');
        }
        System.out.println(line);
    }

    /** Loads all classes; in the turns whose number has this remainder by two, with the transformer that does nothing. */
    private static double[] load(String[] jars, int remainder) throws IOException {
        List<URL> urls = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String jar : jars) {
            urls.add(Path.of(jar).toUri().toURL());
            names.addAll(classes(jar));
        }
        int loaded = 0;
        double[] spent = new double[2];
        int[] classes = new int[2];
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]))) {
            for (int i = 0; i < names.size(); i += TURN) {
                boolean adding = i / TURN % 2 == remainder;
                if (adding) {
                    NoTransformer.add();
                }
                long start = threadNanos();
                int now = loaded(names.subList(i, Math.min(names.size(), i + TURN)), loader);
                spent[adding ? 1 : 0] += (threadNanos() - start) / NANOS_PER_MILLI;
                classes[adding ? 1 : 0] += now;
                loaded += now;
                if (adding) {
                    NoTransformer.remove();
                }
            }
        }
        return new double[] {
            loaded,
            spent[0] + spent[1],
            processMillis(),
            TimedTransformer.nanos / NANOS_PER_MILLI,
            TimedTransformer.readingNanos / NANOS_PER_MILLI,
            loaded * (spent[1] / Math.max(1, classes[1]) - spent[0] / classes[0])
        };
    }

    private static List<String> classes(String jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.contains("-"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    private static int loaded(List<String> names, ClassLoader loader) {
        int loaded = 0;
        for (String name : names) {
            loaded += isLoaded(name, loader) ? 1 : 0;
        }
        return loaded;
    }

    private static boolean isLoaded(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false; // an optional library is not there
        }
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double processMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(spent -> (double) spent.toMillis())
                .orElse(Double.NaN);
    }

    private static double[] weave(Path directory) throws Exception {
        List<byte[]> classes = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file :
                    tree.filter(it -> it.toString().endsWith(".class")).sorted().toList()) {
                classes.add(Files.readAllBytes(file));
            }
        }
        ClassFileTransformer ikat = TimedTransformer.ikat();
        List<byte[]> woven = new ArrayList<>();
        long first = 0;
        long others = 0;
        for (byte[] each : classes) {
            long start = threadNanos();
            boolean changed = transform(ikat, each) != null;
            long spent = threadNanos() - start;
            if (changed) {
                first = woven.isEmpty() ? spent : first;
                others += woven.isEmpty() ? 0 : spent;
                woven.add(each);
            }
        }
        return new double[] {
            classes.size(),
            woven.size(),
            first / NANOS_PER_MILLI,
            others / NANOS_PER_MILLI / (woven.size() - 1),
            warm(ikat, woven)
        };
    }

    private static double warm(ClassFileTransformer ikat, List<byte[]> woven) throws Exception {
        long start = 0;
        for (int i = 0; i < WARM_ROUNDS; i++) {
            start = threadNanos();
            for (byte[] each : woven) {
                transform(ikat, each);
            }
        }
        return (threadNanos() - start) / NANOS_PER_MILLI / woven.size(); // the last round
    }

    private static byte[] transform(ClassFileTransformer ikat, byte[] classFile) throws Exception {
        return ikat.transform(StartUpChild.class.getClassLoader(), null, null, null, classFile);
    }
}
