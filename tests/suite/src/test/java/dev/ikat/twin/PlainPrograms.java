package dev.ikat.twin;

import java.util.Random;

/**
 * Random programs of plain generators: a few generator functions that emit, delegate, catch and iterate, and a script that
 * asks, sends, raises and closes. Java's is the body of a class that extends {@link PlainScript}, Python's of a function.
 */
final class PlainPrograms {
    static final int SLOTS = 4;
    private static final String[] ERRORS = {"One", "Two", "Misuse", "GeneratorExit"};
    private static final String[] RAISED = {"One", "Two", "GeneratorExit"};
    private static final int SIMPLE = 15;
    private static final int KINDS = 23;

    private final Twin twin;
    private final int functions;
    private int function;

    private PlainPrograms(Twin twin) {
        this.twin = twin;
        this.functions = 2 + twin.below(3);
    }

    static Twin random(long seed) {
        Twin twin = new Twin(new Random(seed));
        new PlainPrograms(twin).program();
        return twin;
    }

    private void program() {
        for (function = functions - 1; function >= 0; function--) {
            twin.open("@Async Generator<Object> g" + function + "()", "def g" + function + "()");
            twin.line("Object x = null;", "x = None");
            block(0);
            twin.line("return end(" + function + ");", "return " + function);
            twin.line("", "yield");
            twin.close();
        }
        twin.open("@Override protected Generator<Object> make(int function)", "def make(function)");
        for (int i = 0; i < functions; i++) {
            twin.line(
                    "if (function == " + i + ") return g" + i + "();", "if function == " + i + ": return g" + i + "()");
        }
        twin.line("throw new AssertionError();", "raise AssertionError");
        twin.close();
        twin.open("@Override public void script()", "def script()");
        for (int i = 0; i < SLOTS; i++) {
            twin.line("drive(\"make\", " + i + ", " + twin.below(functions) + ")");
        }
        for (int i = 0; i < 20; i++) {
            drive();
        }
        twin.close();
    }

    private void block(int nested) {
        twin.block(nested, KINDS, SIMPLE, kind -> statement(kind, nested));
    }

    private void drive() {
        String op = new String[] {"make", "next", "next", "next", "send", "raise", "close", "iterate"}[twin.below(8)];
        int argument = op.equals("make") ? twin.below(functions) : twin.below(3);
        twin.line("drive(\"" + op + "\", " + twin.below(SLOTS) + ", " + argument + ")");
    }

    private void statement(int kind, int nested) {
        int n = twin.below(100);
        switch (kind) {
            case 0, 1, 2 -> {
                twin.line("x = emit(" + n + ");", "x = yield " + n);
                twin.line("log(" + twin.tag() + ", x)");
            }
            case 3 -> {
                String tag = twin.tag();
                twin.line(
                        "log(" + tag + ", emit(" + n + "), emit(x));",
                        "log(" + tag + ", (yield " + n + "), (yield x))");
            }
            case 4 -> oneOfThree(n);
            case 5, 6, 7 -> delegate();
            case 8 -> twin.line("emitAll(List.of(1, " + n + "));", "yield from [1, " + n + "]");
            case 9, 10 -> {
                int slot = twin.below(SLOTS);
                twin.line("emitAll(slot(" + slot + "));", "yield from slot(" + slot + ")");
            }
            case 11 -> twin.sometimes("throw new " + RAISED[n % 3] + "();", "raise " + RAISED[n % 3] + "()");
            case 12 -> leave(n);
            case 13 -> twin.breakOrContinue();
            case 14 -> drive();
            case 15, 16, 17, 18, 19 ->
                twin.guarded(ERRORS, () -> block(nested + 1), () -> statement(twin.below(SIMPLE), nested));
            case 20, 21 -> twin.counted(() -> block(nested + 1));
            default -> iterate(nested);
        }
    }

    private void oneOfThree(int n) {
        String tag = twin.tag();
        twin.line(
                "x = switch (third()) { case 0 -> emit(" + n + "); case 1 -> { log(" + tag + "); yield emit(x); }"
                        + " default -> " + n + "; };",
                "x = (yield from choose(" + n + ", " + tag + ", x))");
    }

    /** To a function further up, so that it comes to an end. */
    private void delegate() {
        if (function == functions - 1) {
            twin.log();
            return;
        }
        int callee = function + 1 + twin.below(functions - function - 1);
        twin.line("x = emitAll(g" + callee + "());", "x = yield from keep(g" + callee + "())");
        twin.line("log(" + twin.tag() + ", x)");
    }

    private void leave(int n) {
        if (n % 2 == 0 || function == functions - 1) {
            twin.sometimes("return end(" + n + ");", "return " + n);
        } else {
            int callee = functions - 1;
            twin.sometimes("return g" + callee + "();", "return (yield from keep(g" + callee + "()))");
        }
    }

    private void iterate(int nested) {
        String each = twin.local("v");
        int slot = twin.below(SLOTS);
        twin.open("for (Object " + each + " : slot(" + slot + "))", "for " + each + " in slot(" + slot + ")");
        twin.line("log(" + twin.tag() + ", " + each + ")");
        twin.loop(() -> block(nested + 1));
        twin.close();
    }
}
