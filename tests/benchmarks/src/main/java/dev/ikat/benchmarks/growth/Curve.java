package dev.ikat.benchmarks.growth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an operation of a row costs, by their number. */
record Curve(String name, List<Point> points) {
    /** In nanoseconds an operation. */
    record Point(int amount, double least, double median, double most) {}

    /** Of lines that begin with the amount and go on with the rounds' figures, sorted. */
    static Curve parsed(String name, String lines) {
        return new Curve(name, lines.lines().map(Curve::point).toList());
    }

    private static Point point(String line) {
        double[] numbers =
                Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        int rounds = numbers.length - 1;
        return new Point((int) numbers[0], numbers[1], numbers[1 + rounds / 2], numbers[rounds]);
    }

    Point last() {
        return points.get(points.size() - 1);
    }

    String line() {
        return String.format(Locale.ROOT, "| %-44s | ", name)
                + points.stream().map(Curve::cell).collect(Collectors.joining(" | "))
                + " |";
    }

    private static String cell(Point point) {
        return String.format(Locale.ROOT, "%,d: %.1f (%.1f–%.1f)", point.amount, point.median, point.least, point.most);
    }

    /** By the least times, which other work on the machine disturbs least. */
    List<String> bends(double factor) {
        return IntStream.range(1, points.size())
                .filter(i -> points.get(i).least > factor * points.get(i - 1).least)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%s bends at %,d: %.1f ns after %.1f ns at %,d",
                        name,
                        points.get(i).amount,
                        points.get(i).least,
                        points.get(i - 1).least,
                        points.get(i - 1).amount))
                .toList();
    }
}
