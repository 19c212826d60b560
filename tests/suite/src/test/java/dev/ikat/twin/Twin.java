package dev.ikat.twin;

import java.util.Random;
import java.util.function.IntConsumer;

/** Writes the same text in Java and in Python, statement by statement, with the dice that decide which. */
class Twin {
    private static final int DEEPEST = 2;

    final Random dice;
    private final StringBuilder java = new StringBuilder();
    private final StringBuilder python = new StringBuilder();
    private int depth;
    private int tags;
    private int loops;

    Twin(Random dice) {
        this.dice = dice;
    }

    final String java() {
        return java.toString();
    }

    final String python() {
        return python.toString();
    }

    final int below(int bound) {
        return dice.nextInt(bound);
    }

    /** A word for the log that says where. */
    final String tag() {
        return "\"" + "t" + tags++ + "\"";
    }

    /** A name for a local variable. */
    final String local(String prefix) {
        return prefix + tags++;
    }

    final void line(String inJava, String inPython) {
        append(java, inJava);
        append(python, inPython);
    }

    /** The same in both but for the semicolon. */
    final void line(String both) {
        line(both + ";", both);
    }

    private void append(StringBuilder text, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    /** A statement with a block. */
    final void open(String inJava, String inPython) {
        line(inJava + " {", inPython + ":");
        depth++;
        append(python, "pass");
    }

    /** Ends the block; the next one belongs to the same statement. */
    final void next(String inJava, String inPython) {
        depth--;
        open("} " + inJava, inPython);
    }

    final void close() {
        depth--;
        append(java, "}");
    }

    /** So many loops are around. */
    final boolean inLoop() {
        return loops > 0;
    }

    final void loop(Runnable body) {
        loops++;
        body.run();
        loops--;
    }

    /** A few statements of a block at this depth; each is one of so many kinds, the last few have blocks themselves. */
    final void block(int nested, int kinds, int simple, IntConsumer statement) {
        for (int i = 0, count = 1 + below(nested == 0 ? 4 : 2); i < count; i++) {
            statement.accept(below(nested < DEEPEST ? kinds : simple));
        }
    }

    final void log() {
        line("log(" + tag() + ")");
    }

    /** Not always, so that what follows can be reached. */
    final void sometimes(String inJava, String inPython) {
        open("if (odd())", "if odd()");
        line(inJava, inPython);
        close();
    }

    final void breakOrContinue() {
        String leave = below(2) == 0 ? "break" : "continue";
        if (inLoop()) {
            sometimes(leave + ";", leave);
        } else {
            log();
        }
    }

    final void counted(Runnable body) {
        String i = local("i");
        int times = 1 + below(3);
        open(
                "for (int " + i + " = 0; " + i + " < " + times + "; " + i + "++)",
                "for " + i + " in range(" + times + ")");
        loop(body);
        close();
    }

    /** A loop over each(…): Python's closes what it leaves by a statement around it. */
    final void iterate(String name, String source, Runnable body) {
        append(java, "for (Object " + name + " : each(" + source + ")) {");
        append(python, "async with Each(" + source + ") as each" + name + ":");
        append(python, "    async for " + name + " in each" + name + ":");
        depth += 2;
        loop(body);
        depth--;
        append(java, "}");
        depth--;
    }

    /** With one or two catch clauses, or a finally block, or both. */
    final void guarded(String[] errors, Runnable body, Runnable little) {
        open("try", "try");
        body.run();
        int clauses = below(3);
        int first = below(errors.length);
        for (int i = 0; i < clauses; i++) {
            String error = errors[(first + i) % errors.length];
            String name = local("e");
            String caught = error.equals("Misuse") ? "IllegalStateException" : error;
            next("catch (" + caught + " " + name + ")", "except " + error + " as " + name);
            log();
            body.run();
            if (below(3) == 0) {
                line("throw " + name + ";", "raise");
            }
        }
        if (clauses == 0 || below(2) == 0) {
            next("finally", "finally"); // compilers copy it: little
            log();
            little.run();
        }
        close();
    }
}
