package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops over {@code each(…)}: they wait for each element, and close their source on every way out but the loop's end. */
class EachLoopsTest {
    private static final String MEMBERS = """
            static final List<Object> LOG = new ArrayList<>();
            static List<Object> log() { return LOG; }

            /** A source of 1, 2 and 3 that tells what is asked of it; it waits for each answer. */
            static final class Source implements AsyncIterable<Integer>, AsyncIterator<Integer>, AsyncCloseable {
                final String name;
                int n;
                Source(String name) { this.name = name; }
                @Override public AsyncIterator<Integer> iterator() { return this; }
                @Async @Override public Coroutine<Boolean> hasNext() { await(yieldNow()); return done(n < 3); }
                @Override public Integer next() { return ++n; }
                @Async @Override public Coroutine<Void> closeAsync() {
                    await(yieldNow());
                    LOG.add("close " + name);
                    return done();
                }
            }

            @Async static Coroutine<Integer> whole() {
                int sum = 0;
                for (int i : each(new Source("a"))) sum += i;
                return done(sum);
            }
            @Async static Coroutine<Integer> breaks() {
                int sum = 0;
                for (int i : each(new Source("a"))) {
                    sum += i;
                    if (i == 2) { LOG.add("break"); break; }
                }
                LOG.add("after");
                return done(sum);
            }
            @Async static Coroutine<Integer> returnsValue() {
                for (int i : each(new Source("a"))) if (i == 2) return done(10 * i);
                return done(0);
            }
            @Async static Coroutine<Integer> late(int n) { await(yieldNow()); LOG.add("late"); return done(n); }
            static Coroutine<Integer> other(int n) { return late(n); }
            @Async static Coroutine<Integer> returnsOther() {
                for (int i : each(new Source("a"))) if (i == 2) return other(20 * i);
                return done(0);
            }
            @Async static Coroutine<Integer> throwsOut() {
                for (int i : each(new Source("a"))) if (i == 2) throw new IllegalStateException("thrown " + i);
                return done(0);
            }
            @Async static Coroutine<Integer> awaitFails() {
                for (int i : each(new Source("a"))) await(failing(i));
                return done(0);
            }
            @Async static Coroutine<Integer> failing(int i) { await(yieldNow()); throw new IllegalStateException("thrown " + i); }
            @Async static Coroutine<Integer> caughtInside() {
                int sum = 0;
                for (int i : each(new Source("a"))) {
                    try {
                        if (i == 2) throw new IllegalStateException("inside");
                        sum += i;
                    } catch (IllegalStateException e) {
                        LOG.add(e.getMessage());
                    }
                }
                return done(sum);
            }
            @Async static Coroutine<Integer> caughtOutside() {
                int sum = 0;
                String seen = "seen";
                try {
                    for (int i : each(new Source("a"))) {
                        sum += i;
                        if (i == 2) throw new IllegalStateException("outside");
                    }
                } catch (IllegalStateException e) {
                    LOG.add(e.getMessage() + seen + sum);
                } finally {
                    LOG.add("finally");
                }
                return done(sum);
            }
            @Async static Coroutine<Integer> continues() {
                int sum = 0;
                for (int i : each(new Source("a"))) {
                    if (i == 2) continue;
                    sum += await(late(i));
                }
                return done(sum);
            }
            @Async static Coroutine<Integer> switches() {
                int sum = 0;
                loop:
                for (int i : each(new Source("a"))) {
                    switch (i) {
                        case 1: sum += 1; continue;
                        case 2: break loop;
                        default: sum += 100;
                    }
                }
                return done(sum);
            }
            @Async static Coroutine<Integer> switchesOnText() {
                int sum = 0;
                loop:
                for (int i : each(new Source("a"))) {
                    switch ("n" + i) { case "n1" -> sum += 5; case "n2" -> { break loop; } default -> sum += 100; }
                }
                return done(sum);
            }
            @Async static Coroutine<Integer> breaksThroughFinally() {
                int sum = 0;
                for (int i : each(new Source("a"))) {
                    try {
                        if (i == 2) break;
                        sum += i;
                    } finally {
                        LOG.add("finally " + await(late(i)));
                    }
                }
                return done(sum);
            }
            @Async static Coroutine<Integer> returnsThroughFinally() {
                try {
                    for (int i : each(new Source("a"))) if (i == 2) return done(i);
                } finally {
                    LOG.add("finally");
                }
                return done(0);
            }
            @Async static Coroutine<Long> operandsBelow() {
                long before = 7L;
                double twice = 2.0;
                for (int i : each(new Source("a"))) {
                    if (i == 2) { before += i; break; }
                }
                return done(before + (long) twice);
            }
            @Async static Coroutine<Integer> endless() {
                for (int i : each(new Source("a"))) {
                    while (true) {
                        if (i++ > 5) return done(i);
                        await(yieldNow());
                    }
                }
                return done(0);
            }
            @Async static Coroutine<Integer> twice() {
                int sum = 0;
                for (int i : each(new Source("a"))) { if (i == 2) break; sum += i; }
                for (int i : each(new Source("b"))) { if (i == 3) break; sum += 10 * i; }
                return done(sum);
            }
            @Async static Task<Integer> ofATask() {
                for (int i : each(new Source("a"))) if (i == 2) return Task.of(i);
                return Task.of(0);
            }
            @Async static Coroutine<Integer> task() { return done(await(ofATask())); }
            @Async static Coroutine<Integer> stored() {
                int sum = 0;
                Iterable<Integer> all = each(new Source("a"));
                for (int i : all) { sum += i; if (i == 2) break; }
                for (int i : List.of(4, 5)) sum += i;
                return done(sum);
            }
            @Async static Coroutine<Integer> byHand() {
                int sum = 0;
                Iterator<Integer> it = each(new Source("a")).iterator();
                boolean more = it.hasNext();
                while (more) { sum += it.next(); more = it.hasNext(); }
                return done(sum);
            }
            """;

    private final Sources program = Sources.ofMembers(MEMBERS);

    @BeforeEach
    void isWoven() {
        assertThat(program.refusals).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "whole, 6, ''",
        "breaks, 3, 'break, close a, after'",
        "returnsValue, 20, 'close a'",
        "returnsOther, 40, 'late, close a'",
        "caughtInside, 4, 'inside'",
        "caughtOutside, 3, 'close a, outsideseen3, finally'",
        "continues, 4, 'late, late'",
        "switches, 1, 'close a'",
        "switchesOnText, 5, 'close a'",
        "breaksThroughFinally, 1, 'late, finally 1, late, finally 2, close a'",
        "returnsThroughFinally, 2, 'close a, finally'",
        "operandsBelow, 11, 'close a'",
        "endless, 7, 'close a'",
        "twice, 31, 'close a, close b'",
        "task, 2, 'close a'",
        "stored, 12, 'close a'",
        "byHand, 6, ''"
    })
    void closeTheirSourceWhereTheyAreLeft(String method, long result, String log) throws Throwable {
        assertThat(((Number) program.run(method)).longValue()).isEqualTo(result);
        List<?> logged = (List<?>) program.call("log");
        assertThat(String.join(", ", logged.stream().map(Object::toString).toList()))
                .isEqualTo(log);
    }

    @ParameterizedTest
    @CsvSource({"throwsOut, thrown 2", "awaitFails, thrown 1"})
    void closeItBeforeAnExceptionGoesOn(String method, String message) throws Throwable {
        assertThatThrownBy(() -> program.run(method))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThat(program.call("log")).isEqualTo(List.of("close a"));
    }

    @Test
    void areRightForTheVerifier() {
        assertThat(program.complaints()).isEmpty();
    }

    @Test
    void onlyLoopsOverEachWait() {
        WovenMethods woven = WovenMethods.of("""
                @Async static Coroutine<Integer> run(Iterable<Integer> plain) {
                    int sum = 0;
                    for (int i : plain) { sum += i; if (sum > 9) break; }
                    await(yieldNow());
                    return done(sum);
                }
                """);
        assertThat(WovenMethods.calls(woven.resumable("run")))
                .contains("Iterator.hasNext")
                .noneMatch(call -> call.startsWith("Each."));
    }
}
