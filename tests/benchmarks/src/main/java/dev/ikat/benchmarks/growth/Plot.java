package dev.ikat.benchmarks.growth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The curves in one picture, both axes logarithmic: amounts to the right, nanoseconds an operation upwards, a thin line from
 * the least to the most at each point. The names stand at the curves' ends, moved apart where they would meet.
 */
final class Plot {
    private static final int LEFT = 70;
    private static final int RIGHT = 620;
    private static final int TOP = 50;
    private static final int BOTTOM = 650;
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 700;
    private static final int LINE_HEIGHT = 17;

    private final List<Curve> curves;
    private final String title;
    private final StringBuilder svg = new StringBuilder();
    private final double leastAmount;
    private final double mostAmount;
    private final double leastNanos;
    private final double mostNanos;

    Plot(List<Curve> curves, String title) {
        this.curves = curves.stream()
                .sorted(Comparator.comparingDouble(each -> -each.last().median()))
                .toList();
        this.title = title;
        List<Curve.Point> points =
                curves.stream().flatMap(each -> each.points().stream()).toList();
        leastAmount = points.stream().mapToDouble(Curve.Point::amount).min().orElse(1);
        mostAmount = points.stream().mapToDouble(Curve.Point::amount).max().orElse(10);
        leastNanos =
                decade(points.stream().mapToDouble(Curve.Point::least).min().orElse(1), Math::floor);
        mostNanos = decade(points.stream().mapToDouble(Curve.Point::most).max().orElse(10), Math::ceil);
    }

    private static double decade(double value, java.util.function.DoubleUnaryOperator rounding) {
        return Math.pow(10, rounding.applyAsDouble(Math.log10(Math.max(value, 0.01))));
    }

    String svg() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        text(LEFT, 25, "start", "black", "Nanoseconds an operation, by their number: " + title);
        grid();
        List<Double> labels = labels();
        for (int i = 0; i < curves.size(); i++) {
            draw(
                    curves.get(i),
                    labels.get(i),
                    String.format(Locale.ROOT, "hsl(%d,70%%,%d%%)", i * 360 / curves.size(), 30 + i % 3 * 10));
        }
        add("</svg>");
        return svg.toString();
    }

    private void grid() {
        for (double amount = leastAmount; amount <= mostAmount; amount *= 10) {
            line(x(amount), TOP, x(amount), BOTTOM, "#ddd", 1);
            text(x(amount), BOTTOM + 18, "middle", "black", String.format(Locale.ROOT, "%,.0f", amount));
        }
        for (double nanos = leastNanos; nanos <= mostNanos * 1.01; nanos *= 10) {
            line(LEFT, y(nanos), RIGHT, y(nanos), "#ddd", 1);
            text(
                    LEFT - 6,
                    y(nanos) + 4,
                    "end",
                    "black",
                    String.format(Locale.ROOT, nanos < 1 ? "%.2f" : "%,.0f", nanos));
        }
    }

    /** Where the names stand, from the top: next to the curve's end, but not over the name above. */
    private List<Double> labels() {
        List<Double> places = new ArrayList<>();
        double free = TOP;
        for (Curve each : curves) {
            double place = Math.max(free, y(each.last().median()));
            places.add(place);
            free = place + LINE_HEIGHT;
        }
        double over = Math.max(0, free - LINE_HEIGHT - BOTTOM);
        for (int i = places.size() - 1; i >= 0; i--) {
            double most = BOTTOM - LINE_HEIGHT * (double) (places.size() - 1 - i);
            places.set(i, over == 0 ? places.get(i) : Math.min(places.get(i), most));
        }
        return places;
    }

    private void draw(Curve curve, double label, String colour) {
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                curve.points().stream()
                        .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.amount()), y(point.median())))
                        .collect(Collectors.joining(" ")),
                colour);
        for (Curve.Point point : curve.points()) {
            line(x(point.amount()), y(point.least()), x(point.amount()), y(point.most()), colour, 1);
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x(point.amount()), y(point.median()), colour);
        }
        line(x(curve.last().amount()), y(curve.last().median()), RIGHT + 30, label, colour, 0.5);
        String figure = String.format(
                Locale.ROOT, "%s: %.0f ns", curve.name(), curve.last().median());
        text(RIGHT + 34, label + 4, "start", colour, figure);
    }

    private double x(double amount) {
        return LEFT + (RIGHT - LEFT) * Math.log(amount / leastAmount) / Math.log(mostAmount / leastAmount);
    }

    private double y(double nanos) {
        double share = Math.log(Math.max(nanos, leastNanos) / leastNanos) / Math.log(mostNanos / leastNanos);
        return BOTTOM - (BOTTOM - TOP) * share;
    }

    private void line(double x1, double y1, double x2, double y2, String colour, double width) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
                x1, y1, x2, y2, colour, width);
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y, anchor, colour, escaped);
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
