package dev.ikat.benchmarks.growth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Each row at 1, 10, 100 and 1,000 times its least amount: {@code Growth [-quick] [pattern...] [file.svg]}. Prints a table, draws
 * the rows into one picture (docs/growth.svg by default), and tells where one bends: where an operation costs more than
 * {@value #BEND} times what it cost at a tenth of the amount. Caches that no longer hold it all cost a factor of two to four
 * on the way; what is quadratic costs ten. Ends with 1 when a row bends.
 *
 * <p>Each row runs in a JVM of its own, with its collector's work not counted: the time is that of the loop's thread.
 */
public final class Growth {
    static final double BEND = 4;
    private static final String QUICK = "-quick";
    private static final String ENDING = ".svg";

    private Growth() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        boolean quick = given.contains(QUICK);
        List<String> patterns = given.stream()
                .filter(each -> !each.equals(QUICK) && !each.endsWith(ENDING))
                .toList();
        List<Curve> curves = new ArrayList<>();
        for (String name : Rows.all().keySet()) {
            if (patterns.isEmpty() || patterns.stream().anyMatch(name::contains)) {
                Curve curve = measured(name, quick);
                System.out.println(curve.line());
                curves.add(curve);
            }
        }
        Path file = Path.of(
                given.stream().filter(each -> each.endsWith(ENDING)).findFirst().orElse("docs/growth.svg"));
        Files.writeString(file, new Plot(curves, title(quick)).svg());
        System.out.println("\n" + title(quick) + "\n" + file);
        List<String> bends =
                curves.stream().flatMap(each -> each.bends(BEND).stream()).toList();
        bends.forEach(System.out::println);
        System.out.println(bends.isEmpty() ? "no row bends" : bends.size() + " bends");
        if (!bends.isEmpty()) {
            System.exit(1);
        }
    }

    private static String title(boolean quick) {
        return String.format(
                Locale.ROOT,
                "JDK %s, %d processors%s",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                quick ? ", a quick run" : "");
    }

    /** In a JVM with the options of this one, the agent among them. */
    private static Curve measured(String name, boolean quick) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xms1500m", "-Xmx1500m", "-XX:+UseParallelGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Measuring.class.getName(), name));
        command.add(Boolean.toString(quick));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new UncheckedIOException(new IOException("row " + name + " ended with " + process.exitValue()));
        }
        return Curve.parsed(name, output);
    }
}
