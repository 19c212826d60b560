package dev.ikat.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the rows and prints one table: {@code Report [pattern...] [-quick]}. The time is the processor's ({@link
 * CpuTime}), the median of the iterations; the ratios are to the baseline of the row's class, by medians and by the least
 * times, which a busy machine disturbs least. Quick is one fork and short iterations: it shows that all works, and orders
 * of magnitude.
 */
public final class Report {
    private static final String QUICK = "-quick";
    private static final String BASELINE = "baseline";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Collection<RunResult> results;

    /**
     * A line for what no JMH row can measure, another language's: of the row's class, with times an operation in nanoseconds,
     * sorted; without times it says why there are none.
     */
    public record Other(String row, String name, List<Double> nanos, String failure) {}

    private Report(Collection<RunResult> results) {
        this.results = results;
    }

    public static void main(String[] arguments) throws RunnerException {
        run(Arrays.asList(arguments)).print(System.out, List.of());
    }

    /** Runs the rows of the patterns, all of them where none is given. */
    public static Report run(List<String> given) throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder().addProfiler(GCProfiler.class).addProfiler(CpuTime.class);
        given.stream().filter(each -> !each.equals(QUICK)).forEach(options::include);
        if (given.contains(QUICK)) {
            TimeValue half = TimeValue.milliseconds(500);
            options.forks(1).warmupIterations(4).warmupTime(half);
            options.measurementIterations(3).measurementTime(half);
        }
        if (!VirtualThreads.AVAILABLE) {
            options.exclude(VirtualThreads.ROWS);
        }
        return new Report(new Runner(options.build()).run());
    }

    /** The table; others stand below the rows of their class. */
    public void print(PrintStream out, List<Other> others) {
        out.printf("%nJDK %s, %s%n%n", Runtime.version(), System.getProperty("java.vm.name"));
        out.println("| benchmark | CPU ns | least–most | × baseline | × least | B/op | by the clock |");
        out.println("|---|---:|---:|---:|---:|---:|---:|");
        Map<String, List<RunResult>> byClass = results.stream()
                .sorted(Comparator.comparing(Report::order))
                .collect(Collectors.groupingBy(Report::className, TreeMap::new, Collectors.toList()));
        byClass.forEach((name, rows) -> {
            rows.stream().map(this::line).forEach(out::println);
            others.stream()
                    .filter(other -> other.row.equals(name))
                    .map(other -> line(other, rows.get(0)))
                    .forEach(out::println);
        });
    }

    /** The first row of a class is its baseline, if there is one. */
    private static String line(Other other, RunResult first) {
        String label = other.row + "." + other.name;
        if (other.nanos.isEmpty()) {
            return "| " + label + " | " + other.failure + " | | | | | |";
        }
        double least = other.nanos.get(0);
        double median = other.nanos.get(other.nanos.size() / 2);
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f–%.2f | %.2f | %.2f | | |",
                label,
                median,
                least,
                other.nanos.get(other.nanos.size() - 1),
                median / median(times(first)),
                least / times(first).getMin());
    }

    private String line(RunResult result) {
        Statistics times = times(result);
        Result<?> clock = result.getPrimaryResult();
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f–%.2f | %s | %s | %.0f | %.2f ± %.2f |",
                label(result),
                median(times),
                times.getMin(),
                times.getMax(),
                ratio(result, Report::median),
                ratio(result, Statistics::getMin),
                Math.abs(result.getSecondaryResults().get(ALLOCATED).getScore()),
                clock.getScore(),
                clock.getScoreError());
    }

    /** To the baseline with the same parameters, else to the one without any. */
    private String ratio(RunResult result, ToDoubleFunction<Statistics> figure) {
        return results.stream()
                .filter(Report::isBaseline)
                .filter(each -> className(each).equals(className(result)))
                .filter(each -> parameters(each).isEmpty() || parameters(each).equals(parameters(result)))
                .findFirst()
                .map(each -> figure.applyAsDouble(times(result)) / figure.applyAsDouble(times(each)))
                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                .orElse("");
    }

    private static Statistics times(RunResult result) {
        return result.getSecondaryResults().get(CpuTime.LABEL).getStatistics();
    }

    private static double median(Statistics times) {
        return times.getPercentile(50);
    }

    private static String label(RunResult result) {
        String parameters = parameters(result);
        return className(result) + "." + methodName(result) + (parameters.isEmpty() ? "" : " (" + parameters + ")");
    }

    private static String parameters(RunResult result) {
        BenchmarkParams params = result.getParams();
        return params.getParamsKeys().stream()
                .map(key -> key + " " + params.getParam(key))
                .collect(Collectors.joining(", "));
    }

    private static boolean isBaseline(RunResult result) {
        return methodName(result).startsWith(BASELINE);
    }

    /** The baseline first, then by name; those with parameters stay in JMH's order. */
    private static String order(RunResult result) {
        return (isBaseline(result) ? "0" : "1") + methodName(result);
    }

    private static String className(RunResult result) {
        String[] parts = result.getParams().getBenchmark().split("\\.");
        return parts[parts.length - 2];
    }

    private static String methodName(RunResult result) {
        String[] parts = result.getParams().getBenchmark().split("\\.");
        return parts[parts.length - 1];
    }
}
