package dev.ikat.weave.random;

import java.util.List;

/** A failure for a reader: the program, how it was run, and both traces from shortly before they part. */
final class Report {
    private static final int BEFORE = 6;
    private static final int AFTER = 12;

    private Report() {}

    static String of(Program program, Scenario scenario, List<String> plain, List<String> woven) {
        int same = 0;
        while (same < Math.min(plain.size(), woven.size()) && plain.get(same).equals(woven.get(same))) {
            same++;
        }
        return "woven, the program does something else than plainly: " + scenario + "\n\n" + program
                + "\n\nboth:\n" + lines(plain, Math.max(0, same - BEFORE), same)
                + "plain:\n" + lines(plain, same, same + AFTER)
                + "woven:\n" + lines(woven, same, same + AFTER);
    }

    private static String lines(List<String> trace, int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (String event : trace.subList(from, Math.min(to, trace.size()))) {
            lines.append("    ").append(event).append('\n');
        }
        return lines + (to < trace.size() ? "    …\n" : "");
    }
}
