package dev.ikat.twin;

import java.util.Random;

/**
 * Random programs of asynchronous generators, and of tasks that ask them and iterate them, each by each and by hand, and
 * cancel each other. Java's is the body of a class that extends {@link AsyncScript}, Python's of a function.
 */
final class AsyncPrograms {
    static final int SLOTS = 3;
    static final int PROMISES = 3;
    static final int TASKS = 3;
    private static final String[] ERRORS = {"One", "Two", "Misuse", "GeneratorExit", "CancelledError"};
    private static final String[] RAISED = {"One", "Two", "GeneratorExit"};
    private static final int GENERATORS = 3;
    private static final int SIMPLE = 14;
    private static final int KINDS = 27;

    private final Twin twin;
    private int function;
    private boolean generator;

    private AsyncPrograms(Twin twin) {
        this.twin = twin;
    }

    static Twin random(long seed) {
        Twin twin = new Twin(new Random(seed));
        new AsyncPrograms(twin).program();
        return twin;
    }

    private void program() {
        generator = true;
        for (function = GENERATORS - 1; function >= 0; function--) {
            twin.open("@Async AsyncGenerator<Object> g" + function + "()", "async def g" + function + "()");
            function("return end();", "return");
            twin.line("", "yield");
            twin.close();
        }
        generator = false;
        for (function = TASKS - 1; function >= 0; function--) {
            twin.open("@Async Coroutine<Object> c" + function + "()", "async def c" + function + "()");
            function("return done(" + function + ");", "return " + function);
            twin.close();
        }
        choice("AsyncGenerator<Object> make", "make", "g", GENERATORS);
        choice("Coroutine<Object> task", "script", "c", TASKS);
    }

    private void function(String endInJava, String endInPython) {
        twin.line("Object x = null;", "x = None");
        block(0);
        block(0);
        twin.line(endInJava, endInPython);
    }

    private void choice(String inJava, String inPython, String name, int count) {
        twin.open("@Override protected " + inJava + "(int function)", "def " + inPython + "(function)");
        for (int i = 0; i < count; i++) {
            String call = name + i + "()";
            twin.line("if (function == " + i + ") return " + call + ";", "if function == " + i + ": return " + call);
        }
        twin.line("throw new AssertionError();", "raise AssertionError");
        twin.close();
    }

    private void block(int nested) {
        twin.block(nested, KINDS, SIMPLE, kind -> statement(kind, nested));
    }

    private void drive() {
        String op = new String[] {"make", "next", "next", "next", "send", "raise", "close"}[twin.below(7)];
        String call = "drive(\"" + op + "\", " + twin.below(SLOTS) + ", " + twin.below(3) + ")";
        twin.line("await(" + call + ");", "await " + call);
    }

    private void statement(int kind, int nested) {
        int n = twin.below(100);
        switch (kind) {
            case 0, 1, 2, 3 -> {
                if (generator) {
                    twin.line("x = emit(" + n + ");", "x = yield " + n);
                    twin.line("log(" + twin.tag() + ", x)");
                } else {
                    drive();
                }
            }
            case 4, 5 -> {
                twin.line("await(yieldNow());", "await asyncio.sleep(0)");
                twin.log();
            }
            case 6 -> twin.line("await(promise(" + n % PROMISES + "));", "await promise(" + n % PROMISES + ")");
            case 7 -> twin.line("complete(" + n % PROMISES + ")");
            case 8 -> twin.line("cancel(" + n % TASKS + ")");
            case 9 -> twin.sometimes("throw new " + RAISED[n % 3] + "();", "raise " + RAISED[n % 3] + "()");
            case 10 -> leave(n);
            case 11 -> twin.breakOrContinue();
            case 12 -> drive();
            case 13 -> call(n);
            case 14, 15, 16, 17, 18 ->
                twin.guarded(ERRORS, () -> block(nested + 1), () -> statement(twin.below(SIMPLE), nested));
            case 19, 20 -> twin.counted(() -> block(nested + 1));
            default -> iterate(nested);
        }
    }

    private void call(int n) {
        if (generator || function == TASKS - 1) {
            twin.log();
            return;
        }
        int callee = function + 1 + n % (TASKS - function - 1);
        twin.line("x = await(c" + callee + "());", "x = await c" + callee + "()");
        twin.line("log(" + twin.tag() + ", x)");
    }

    private void leave(int n) {
        if (generator) {
            twin.sometimes("return end();", "return");
        } else if (n % 2 == 0 || function == TASKS - 1) {
            twin.sometimes("return done(" + n + ");", "return " + n);
        } else {
            twin.sometimes("return c" + (TASKS - 1) + "();", "return await c" + (TASKS - 1) + "()");
        }
    }

    private void iterate(int nested) {
        String each = twin.local("v");
        int lowest = generator ? function + 1 : 0;
        boolean fresh = lowest < GENERATORS && twin.below(3) > 0;
        String source = fresh
                ? "keep(g" + (lowest + twin.below(GENERATORS - lowest)) + "())"
                : "slot(" + twin.below(SLOTS) + ")";
        twin.iterate(each, source, () -> {
            twin.line("log(" + twin.tag() + ", " + each + ")");
            block(nested + 1);
        });
    }
}
