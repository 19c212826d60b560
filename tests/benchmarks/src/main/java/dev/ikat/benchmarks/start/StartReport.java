package dev.ikat.benchmarks.start;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Start-up and footprint, from the root of a checkout that is built: {@code StartReport [-quick]}. The time from a JVM's start to
 * its first await, under the agent and woven ahead of time, beside a program without Ikat, each also with an archive of classes
 * (AppCDS) and from JDK 25 on with an AOT cache; what any agent costs, and what ours; javac, a large program that does not use Ikat, with the agent and without;
 * the sizes of the jars. JVMs are started by turns; medians, and × the first of the table.
 */
public final class StartReport {
    private static final List<Class<?>> PROGRAM = List.of(FirstAwait.class, PlainStart.class);
    private static final boolean HAS_AOT_CACHE = Runtime.version().feature() >= 25;

    private final Path folder;
    private final Path agent = Path.of("agent/target/ikat-agent.jar").toAbsolutePath();
    private final Path runtime = Path.of("runtime/core/target/ikat-runtime.jar").toAbsolutePath();
    private final int rounds;

    private StartReport(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("-quick");
        Path folder = Files.createTempDirectory("ikat-start");
        StartReport report = new StartReport(folder, quick ? 3 : 21);
        System.out.printf("%nJDK %s, %d starts each%n", Runtime.version(), report.rounds);
        report.starts();
        report.javac();
        sizes();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }

    private void starts() throws Exception {
        Path plain = folder.resolve("plain.jar");
        Path woven = folder.resolve("woven.jar");
        Path idle = folder.resolve("idle.jar");
        writeJar(plain, new Manifest(), PROGRAM);
        writeJar(woven, new Manifest(), PROGRAM);
        writeJar(idle, manifestOf(IdleAgent.class), List.of(IdleAgent.class));
        new Variant("weaving", List.of("-jar", agent.toString(), "weave", woven.toString())).once();
        List<String> without = List.of("-cp", plain.toString(), PlainStart.class.getName());
        List<String> agentOn =
                List.of("-javaagent:" + agent, "-cp", runtime + File.pathSeparator + plain, FirstAwait.class.getName());
        List<String> unwoven =
                List.of("-cp", runtime + File.pathSeparator + plain, FirstAwait.class.getName(), "awaiting nothing");
        List<String> ahead = List.of("-cp", runtime + File.pathSeparator + woven, FirstAwait.class.getName());
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant("without Ikat", without));
        variants.add(new Variant("agent", agentOn));
        variants.add(new Variant("woven ahead of time", ahead));
        variants.add(new Variant("without Ikat, an agent that does nothing", with(without, "-javaagent:" + idle)));
        variants.add(new Variant(
                "without Ikat, an agent that is shown each class", with(without, "-javaagent:" + idle + "=on")));
        variants.add(new Variant("without Ikat, our agent", with(without, "-javaagent:" + agent)));
        variants.add(new Variant("woven ahead of time, our agent", with(ahead, "-javaagent:" + agent)));
        variants.add(withArchive("without Ikat, AppCDS", without, without));
        variants.add(withArchive("agent, AppCDS", unwoven, agentOn));
        variants.add(withArchive("woven ahead of time, AppCDS", ahead, ahead));
        if (HAS_AOT_CACHE) {
            variants.add(withCache("without Ikat, AOT cache", without));
            variants.add(withCache("woven ahead of time, AOT cache", ahead));
        }
        for (int i = 0; i < rounds; i++) {
            for (Variant each : variants) {
                each.start();
            }
        }
        print("to the first await", variants);
    }

    private Variant withArchive(String name, List<String> first, List<String> arguments) throws Exception {
        Path archive = folder.resolve(name.replace(' ', '-') + ".jsa");
        new Variant(name, with(first, "-XX:ArchiveClassesAtExit=" + archive)).once();
        return new Variant(name, with(arguments, "-XX:SharedArchiveFile=" + archive));
    }

    private Variant withCache(String name, List<String> arguments) throws Exception {
        Path cache = folder.resolve(name.replace(' ', '-') + ".aot");
        new Variant(name, with(arguments, "-XX:AOTCacheOutput=" + cache)).once();
        return new Variant(name, with(arguments, "-XX:AOTCache=" + cache));
    }

    private static List<String> with(List<String> arguments, String option) {
        return Stream.concat(Stream.of(option), arguments.stream()).toList();
    }

    /** It compiles these benchmarks. */
    private void javac() throws Exception {
        List<String> compile =
                new ArrayList<>(List.of("-m", "jdk.compiler/com.sun.tools.javac.Main", "-nowarn", "-proc:none"));
        compile.addAll(List.of("-cp", System.getProperty("java.class.path")));
        compile.addAll(List.of("-d", folder.resolve("classes").toString()));
        try (Stream<Path> tree = Files.walk(Path.of("tests/benchmarks/src/main/java"))) {
            tree.map(Path::toString).filter(each -> each.endsWith(".java")).forEach(compile::add);
        }
        Variant without = new Variant("javac, without the agent", compile);
        Variant weaving = new Variant("javac, with the agent", with(compile, "-javaagent:" + agent));
        for (int i = 0; i < rounds; i++) {
            without.run();
            weaving.run();
        }
        print("of a program that does not use Ikat", List.of(without, weaving));
    }

    private static void print(String what, List<Variant> variants) {
        System.out.printf("%n| %s | ms | least–most | × | CPU ms |%n|---|---:|---:|---:|---:|%n", what);
        variants.forEach(each -> System.out.println(each.line(variants.get(0))));
    }

    private static void sizes() throws IOException {
        System.out.printf("%n| jar | KiB |%n|---|---:|%n");
        for (String each : List.of(
                "agent/target/ikat-agent.jar",
                "runtime/core/target/ikat-runtime.jar",
                "runtime/stream/target/ikat-stream.jar",
                "runtime/testkit/target/ikat-testkit.jar",
                "compiler-plugin/target/ikat-compiler-plugin.jar")) {
            Path jar = Path.of(each);
            if (Files.exists(jar)) {
                System.out.printf("| %s | %d |%n", jar.getFileName(), Files.size(jar) / 1024);
            }
        }
    }

    private static Manifest manifestOf(Class<?> agent) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", agent.getName());
        return manifest;
    }

    /** As they lie on the class path, which an agent leaves as they are. */
    private static void writeJar(Path jar, Manifest manifest, List<Class<?>> classes) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            for (Class<?> each : classes) {
                String name = each.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new JarEntry(name));
                try (InputStream bytes = Objects.requireNonNull(each.getResourceAsStream("/" + name))) {
                    bytes.transferTo(entries);
                }
            }
        }
    }
}
