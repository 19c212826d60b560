package dev.ikat.compiler;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the plugin costs where there is nothing to find: compiles sources jars with and without it by turns, in JVMs of their
 * own, as a build begins, and in this one again and again, as in a daemon. CPU time, medians; and what the thread allocates
 * in the warm ones, which does not depend on what else the machine does. The arguments are the number of rounds and the
 * sources jars, of libraries that need no other. With the variable {@code OPT} there is no annotation processor: its words
 * are the plugin's, behind {@code out=}. With {@code WARM} nothing is measured cold.
 */
final class Overhead {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final String ONCE = "once";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Overhead() {}

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Of the thread that compiles. */
    private record Spent(long nanos, long bytes) {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals(ONCE)) {
            compile(sources(Path.of(arguments[2])), arguments[1].equals("with"));
            System.out.println(ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow()
                    .toNanos());
            return;
        }
        int rounds = Integer.parseInt(arguments[0]);
        System.out.printf(
                Locale.ROOT,
                "JDK %s, load %.1f%n",
                Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        double[][] all = new double[6][rounds];
        for (String jar : List.of(arguments).subList(1, arguments.length)) {
            double[][] spent = measured(rounds, jar);
            print(Path.of(jar).getFileName().toString(), spent);
            for (int kind = 0; kind < all.length; kind++) {
                for (int round = 0; round < rounds; round++) {
                    all[kind][round] += spent[kind][round];
                }
            }
        }
        print("all", all);
    }

    /** Milliseconds: cold without, cold with, warm without, warm with the plugin; megabytes: warm without, warm with it. */
    private static double[][] measured(int rounds, String jar) throws Exception {
        List<Source> sources = sources(Path.of(jar));
        compile(sources, false); // warms up
        compile(sources, true);
        double[][] spent = new double[6][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < 2; turn++) {
                int with = (round + turn) % 2;
                spent[with][round] = System.getenv("WARM") != null ? 1 : once(with == 1, jar);
                Spent warm = compile(sources, with == 1);
                spent[2 + with][round] = warm.nanos / NANOS_PER_MILLI;
                spent[4 + with][round] = warm.bytes / BYTES_PER_MEGABYTE;
            }
        }
        return spent;
    }

    private static void print(String name, double[][] spent) {
        double[] medians = Arrays.stream(spent).mapToDouble(Overhead::median).toArray();
        System.out.printf(
                Locale.ROOT,
                "%-36s cold %6.0f -> %6.0f ms %+5.1f %%   warm %6.0f -> %6.0f ms %+5.1f %%   (by pairs %+5.1f, %+5.1f %%)   %.1f -> %.1f MB %+.1f %%%n",
                name,
                medians[0],
                medians[1],
                percent(medians[0], medians[1]),
                medians[2],
                medians[3],
                percent(medians[2], medians[3]),
                byPairs(spent[0], spent[1]),
                byPairs(spent[2], spent[3]),
                medians[4],
                medians[5],
                percent(medians[4], medians[5]));
    }

    private static double percent(double without, double with) {
        return 100 * (with / without - 1);
    }

    private static double byPairs(double[] without, double[] with) {
        double[] each = new double[with.length];
        Arrays.setAll(each, i -> percent(without[i], with[i]));
        return median(each);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** CPU time of a JVM that compiles once, in milliseconds. */
    private static double once(boolean with, String jar) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Child.JAVA_HOME.resolve("bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dikat.plugin.jar=" + Javac.PLUGIN,
                "-Dikat.runtime.jar=" + Javac.RUNTIME,
                "-Dikat.agent.jar=" + Javac.AGENT,
                Overhead.class.getName(),
                ONCE,
                with ? "with" : "without",
                jar));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + command);
        }
        return TimeUnit.NANOSECONDS.toMicros(Long.parseLong(printed.strip())) / 1000.0;
    }

    private static List<Source> sources(Path jar) throws IOException {
        List<Source> sources = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(".java") && !entry.getName().endsWith("module-info.java")) {
                    sources.add(new Source(
                            entry.getName(),
                            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
        }
        return sources;
    }

    private static Spent compile(List<Source> sources, boolean with) throws IOException {
        Path output = Files.createTempDirectory("ikat-overhead");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(
                List.of("-d", output.toString(), "-cp", Javac.RUNTIME.toString(), "-nowarn", "-Xlint:none", "-g"));
        options.addAll(
                with
                        ? System.getenv("OPT") != null
                                ? List.of(
                                        "-proc:none",
                                        "-processorpath",
                                        Javac.PLUGIN.toString(),
                                        "-Xplugin:Ikat out=" + output + " " + System.getenv("OPT"))
                                : List.of("-processorpath", Javac.PLUGIN.toString(), "-Xplugin:Ikat")
                        : List.of("-proc:none"));
        long start = THREADS.getCurrentThreadCpuTime();
        long allocated = allocated();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT, null)) {
            if (!compiler.getTask(new StringWriter(), files, said, options, null, sources)
                    .call()) {
                throw new IOException(
                        "does not compile: " + said.getDiagnostics().get(0));
            }
        }
        Spent spent = new Spent(THREADS.getCurrentThreadCpuTime() - start, allocated() - allocated);
        try (Stream<Path> tree = Files.walk(output)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        return spent;
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
