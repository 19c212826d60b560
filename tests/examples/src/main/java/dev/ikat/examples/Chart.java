package dev.ikat.examples;

import static dev.ikat.examples.Screen.seconds;

import dev.ikat.examples.Screen.Ink;
import dev.ikat.examples.Timeline.Call;
import dev.ikat.examples.Timeline.Span;
import dev.ikat.examples.Timeline.Stage;
import dev.ikat.examples.Timeline.State;
import java.util.Arrays;

/** Draws a {@link Timeline}: a bar for each call, then what each stage would have cost one call after another. */
final class Chart {
    private static final int NAME = 16;
    private static final int BAR = 38;
    private static final long SECOND = 1_000_000_000L;

    private final Screen screen;
    private final Timeline timeline;

    Chart(Screen screen, Timeline timeline) {
        this.screen = screen;
        this.timeline = timeline;
    }

    void draw() {
        dim(" ".repeat(NAME) + axis() + "    start     took");
        timeline.stages().forEach(stage -> stage.calls().forEach(this::drawCall));
        screen.line("");
        dim("█ answered   ▓ streamed   ░× failed   · pause, doubled each time   ↻ retries");
        screen.line("");
        dim(" ".repeat(NAME) + "their sum  slowest     took");
        timeline.stages().forEach(this::drawStage);
        drawTotal();
    }

    private void dim(String text) {
        screen.line(screen.ink(Ink.DIM, text));
    }

    private void drawCall(Call call) {
        String times = "  " + seconds(call.start()) + "  " + seconds(call.took());
        String retries = call.retries() == 0 ? "" : "  ↻" + call.retries();
        screen.line(pad(call.name) + bar(call) + times + screen.ink(Ink.YELLOW, retries));
    }

    private void drawStage(Stage stage) {
        String times = "  " + seconds(stage.sum()) + "  " + seconds(stage.slowest()) + "  ";
        screen.line(pad(stage.name) + times + screen.ink(Ink.BOLD, seconds(stage.took())));
    }

    private void drawTotal() {
        String times = "  " + seconds(timeline.sum()) + " ".repeat(11);
        screen.line(pad("the whole run") + times + screen.ink(Ink.BOLD, seconds(timeline.end())));
    }

    /** A mark at each full second. */
    private String axis() {
        char[] axis = new char[BAR];
        Arrays.fill(axis, ' ');
        for (long second = 0; second * SECOND <= timeline.end(); second++) {
            String mark = second + " s";
            int place = cell(second * SECOND);
            if (place + mark.length() <= BAR) {
                mark.getChars(0, mark.length(), axis, place);
            }
        }
        return new String(axis);
    }

    private String bar(Call call) {
        StringBuilder bar = new StringBuilder(" ".repeat(cell(call.start())));
        for (Span span : call.spans()) {
            bar.append(piece(span.state(), cell(span.end()) - cell(span.start())));
        }
        return bar + " ".repeat(BAR - cell(call.end()));
    }

    private String piece(State state, int cells) {
        return switch (state) {
            case ASKING -> screen.ink(Ink.GREEN, "█".repeat(cells));
            case STREAMING -> screen.ink(Ink.CYAN, "▓".repeat(cells));
            case FAILED -> screen.ink(Ink.RED, "░".repeat(Math.max(0, cells - 1)) + "×".repeat(Math.min(1, cells)));
            case PAUSING -> screen.ink(Ink.DIM, "·".repeat(cells));
        };
    }

    /** The cell of the bar where a time falls. */
    private int cell(long time) {
        return (int) Math.min(BAR, Math.round((double) time * BAR / timeline.end()));
    }

    private static String pad(String name) {
        return name + " ".repeat(Math.max(1, NAME - name.length()));
    }
}
