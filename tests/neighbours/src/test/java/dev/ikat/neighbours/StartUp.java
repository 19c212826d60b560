package dev.ikat.neighbours;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A measurement, not a test: what the agent costs while classes load. Its arguments are jars of an application that does
 * not use Ikat. Fresh JVMs load all their classes without the agent, with it, with an agent that does nothing, and with its
 * transformer timed; others weave the programs of the suite's corpus, a class after the other, and again when warm. CPU
 * times of the thread; medians.
 *
 * <p>The share is that of the transformer's own time in the time that loading takes without it. The loaded classes are
 * neither linked nor run, and a real start does both: so the share is above that of a real start. What the JVM spends on
 * calling a transformer, whatever that does, is measured in one JVM, whose classes load with and without it by turns: a
 * difference between JVMs would drown in the noise.
 */
final class StartUp {
    private static final int JVMS = 5;

    private final Path directory;
    private final String[] jars;
    private final Path timing;
    private final Path nothing;

    private StartUp(Path directory, String[] jars) throws IOException {
        this.directory = directory;
        this.jars = jars;
        this.timing = agent("timing.jar", TimedTransformer.class);
        this.nothing = agent("nothing.jar", NoTransformer.class);
    }

    public static void main(String[] jars) throws Exception {
        System.out.printf("Java %s, medians of %d JVMs each%n", Runtime.version(), JVMS);
        StartUp measurement = new StartUp(Files.createTempDirectory("ikat-startup"), jars);
        if (jars.length > 0) {
            measurement.load();
        }
        measurement.weave();
    }

    private Path agent(String fileName, Class<?> type) throws IOException {
        Path jar = directory.resolve(fileName);
        String name = type.getName();
        Manifest manifest = App.manifest("Premain-Class", name, "Can-Retransform-Classes", "true");
        try (FatJar file = FatJar.write(jar, manifest);
                var bytes = StartUp.class.getResourceAsStream("/" + App.fileName(name))) {
            file.file(App.fileName(name), bytes.readAllBytes());
        }
        return jar;
    }

    private void load() throws Exception {
        List<double[]> plain = new ArrayList<>();
        List<double[]> agent = new ArrayList<>();
        List<double[]> timed = new ArrayList<>();
        List<double[]> called = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            plain.add(figures(ChildJvm.plain(), "load", jars));
            agent.add(figures(ChildJvm.weaving(), "load", jars));
            timed.add(figures(ChildJvm.plain().agent(timing), "load", jars));
            called.add(figures(ChildJvm.plain().agent(nothing), i % 2 == 0 ? "even" : "odd", jars));
        }
        double loading = median(plain, 1);
        double own = median(timed, 3) - median(timed, 4);
        System.out.printf("classes loaded                    %.0f%n", median(plain, 0));
        System.out.printf("CPU time of the JVM, without      %.0f ms%n", median(plain, 2));
        System.out.printf("                     with agent   %.0f ms%n", median(agent, 2));
        System.out.printf("CPU time of loading, without      %.0f ms%n", loading);
        System.out.printf("                     with agent   %.0f ms%n", median(agent, 1));
        System.out.printf("in the transformer                %.1f ms%n", own);
        System.out.printf("a class, in the transformer       %.1f µs%n", 1e3 * own / median(timed, 0));
        System.out.printf("its share of the loading          %.2f %%%n", 100 * own / loading);
        System.out.printf("a class, for any transformer      %.1f µs%n", 1e3 * median(called, 5) / median(called, 0));
    }

    private void weave() throws Exception {
        Path root = Path.of(System.getProperty("ikat.root"), "tests/suite/src/test");
        Path classes = directory.resolve("corpus");
        compile(root, classes);
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            all.add(figures(ChildJvm.plain(), "weave", classes.toString()));
        }
        System.out.printf("woven classes                     %.0f of %.0f%n", median(all, 1), median(all, 0));
        System.out.printf("the first one, cold               %.1f ms%n", median(all, 2));
        System.out.printf("each of the others, cold          %.2f ms%n", median(all, 3));
        System.out.printf("each, warm                        %.2f ms%n", median(all, 4));
    }

    private static void compile(Path root, Path classes) throws IOException {
        try (Stream<Path> corpus = Files.list(root.resolve("resources/corpus"))) {
            String shared = Files.readString(root.resolve("java/dev/ikat/weave/corpus/Corpus.java"));
            for (Path program : corpus.filter(StartUp::isJava17).toList()) {
                // each in a directory of its own: programs may share names
                App.compileTexts(
                                List.of("-cp", System.getProperty("java.class.path"), "-nowarn"),
                                List.of("Corpus.java", program.getFileName().toString()),
                                List.of(shared, Files.readString(program)))
                        .into(classes.resolve(program.getFileName().toString()));
            }
        }
    }

    /** The names of programs that need a later release end with its number. */
    private static boolean isJava17(Path file) {
        return file.toString().matches(".*\\D\\.java");
    }

    private double[] figures(ChildJvm jvm, String what, String... places) throws Exception {
        Path classes = Path.of(StartUp.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String[] program = new String[places.length + 2];
        program[0] = StartUpChild.class.getName();
        program[1] = what;
        System.arraycopy(places, 0, program, 2, places.length);
        ChildJvm.Ended ended = jvm.with("-XX:TieredStopAtLevel=4")
                .classPath(Jars.AGENT, classes)
                .run(program);
        String printed = ended.warningOfSlowMethods().output();
        return Arrays.stream(printed.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static double median(List<double[]> runs, int column) {
        double[] sorted = runs.stream().mapToDouble(run -> run[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
