package dev.ikat.weave.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Coroutine;
import dev.ikat.Runner;
import dev.ikat.weave.library.Driven.Twins;
import dev.ikat.weave.library.Driven.Unmade;
import dev.ikat.weave.library.Ticks.Suspending;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One to four calls, on one object or of one static method, run by the original methods, by the plain twins and by the
 * woven ones. What they return, throw and change must be the same; and the twins must come by the same ticks, also when
 * one of these fails.
 */
final class Scenario {
    private enum Form {
        ORIGINAL,
        PLAIN,
        WOVEN
    }

    /** What came of it. */
    enum Result {
        COMPARED,
        UNCERTAIN,
        UNMADE
    }

    private record Trace(List<String> events, int ticks, long path) {
        /** Whether it ran out of stack or memory, where woven methods, whose frames are objects, go further. */
        boolean isExhausting() {
            return events.stream().anyMatch(event -> event.contains("OverflowError") || event.contains("OutOfMemory"));
        }
    }

    private final Runner runner;
    private final Driven driven;
    private final List<Twins> steps = new ArrayList<>();
    private final boolean isStatic;
    private final long seed;

    Scenario(Runner runner, Driven driven, Random random) {
        this.runner = runner;
        this.driven = driven;
        int all = driven.statics.size() + (driven.canMake() ? driven.members.size() : 0);
        isStatic = random.nextInt(all) < driven.statics.size();
        List<Twins> methods = isStatic ? driven.statics : driven.members;
        for (int i = isStatic ? 1 : 1 + random.nextInt(4); i > 0; i--) {
            steps.add(methods.get(random.nextInt(methods.size())));
        }
        seed = random.nextLong();
    }

    Result check() {
        try {
            Trace first = run(Form.PLAIN, Suspending.NEVER, 0);
            if (first.ticks >= Ticks.MOST_TICKS || first.isExhausting()) {
                return Result.UNCERTAIN;
            }
            Trace original = run(Form.ORIGINAL, Suspending.NEVER, 0);
            Trace plain = run(Form.PLAIN, Suspending.NEVER, 0); // again, for what the first run left in caches
            if (!plain.events.equals(first.events)) {
                return Result.UNCERTAIN;
            }
            assertThat(plain.events).as("the copy without awaits of %s", this).isEqualTo(original.events);
            for (Suspending suspending : Suspending.values()) {
                compare(suspending, 0, plain);
            }
            if (plain.ticks > 0) {
                int failAt = 1 + (int) (Math.abs(seed / 2) % Math.min(plain.ticks, 200));
                Trace failing = run(Form.PLAIN, Suspending.NEVER, failAt);
                for (Suspending suspending : Suspending.values()) {
                    compare(suspending, failAt, failing);
                }
            }
            return Result.COMPARED;
        } catch (Unmade error) {
            return Result.UNMADE;
        }
    }

    private void compare(Suspending suspending, int failAt, Trace expected) throws Unmade {
        Trace woven = run(Form.WOVEN, suspending, failAt);
        assertThat(woven)
                .as("%s, woven, suspending %s, failing at tick %s", this, suspending, failAt)
                .isEqualTo(expected);
    }

    private Trace run(Form form, Suspending suspending, int failAt) throws Unmade {
        Random random = new Random(seed);
        List<String> events = new ArrayList<>();
        Ticks.reset(Suspending.NEVER, random, 0);
        Object receiver = isStatic ? null : driven.make(random, 0);
        List<Object[]> arguments = new ArrayList<>();
        for (Twins step : steps) {
            arguments.add(driven.arguments(step.original(), random, 0));
        }
        Ticks.reset(suspending, random, failAt);
        for (int i = 0; i < steps.size(); i++) {
            events.add(event(form, steps.get(i), receiver, arguments.get(i)));
            events.add(Description.of(arguments.get(i)));
        }
        events.add(Description.of(receiver));
        return new Trace(events, Ticks.count(), Ticks.trace());
    }

    private String event(Form form, Twins step, Object receiver, Object[] arguments) {
        try {
            Object result = switch (form) {
                case ORIGINAL -> step.original().invoke(receiver, arguments);
                case PLAIN -> step.plain().invoke(receiver, arguments);
                case WOVEN -> runner.run(call(step.async(), receiver, arguments));
            };
            return "returned " + Description.of(result);
        } catch (InvocationTargetException error) {
            return "threw " + describe(error.getCause());
        } catch (LinkageError error) {
            throw error;
        } catch (Throwable error) {
            return "threw " + describe(error);
        }
    }

    /** Type and message; what the JVM says of a null names variables and methods, which the copies have others of. */
    private static String describe(Throwable error) {
        String message = String.valueOf(error.getMessage());
        boolean byJvm = error instanceof NullPointerException && message.startsWith("Cannot ");
        return error.getClass().getName() + (byJvm ? "" : ": " + Description.withoutIdentity(message));
    }

    @SuppressWarnings("unchecked")
    private static Coroutine<Object> call(Method method, Object receiver, Object[] arguments) throws Throwable {
        try {
            return (Coroutine<Object>) method.invoke(receiver, arguments);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        try {
            Random random = new Random(seed);
            text.append(Description.of(isStatic ? driven.type.getName() : driven.make(random, 0)));
            for (Twins step : steps) {
                Object[] arguments = driven.arguments(step.original(), random, 0);
                text.append("\n  ").append(step).append(Description.of(arguments));
            }
        } catch (Unmade error) {
            text.append(Arrays.asList(steps)).append(error);
        }
        return text.toString();
    }
}
