package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Recursion is bounded by the heap, not by the thread's stack; and nobody can tell that a deep call was put off. */
class DeepRecursionTest {
    private static final String MEMBERS = """
            static int steps;
            static final int DEPTH = 200_000;
            @Async static Coroutine<Long> direct(int n) {
                if (n == 0) return done(0L);
                long below = await(direct(n - 1));
                return done(below + n);
            }
            @Async static Coroutine<Long> even(int n) { return n == 0 ? done(0L) : done(1 + await(odd(n - 1))); }
            @Async static Coroutine<Long> odd(int n) { return done(1 + await(even(n - 1))); }
            @Async Coroutine<Long> virtual(long n) {
                try {
                    return done(n == 0 ? 0L : n + await(virtual(n - 1)));
                } finally {
                    steps++;
                }
            }
            @Async static Coroutine<Long> cold(int n) {
                if (n == 0) return done(0L);
                Coroutine<Long> next = cold(n - 1);
                return done(n + await(next));
            }
            @Async static Coroutine<Long> suspendsAtTheBottom(int n) {
                if (n == 0) { await(yieldNow()); return done(0L); }
                return done(n + await(suspendsAtTheBottom(n - 1)));
            }
            @Async static Coroutine<Long> suspendsEverywhere(int n) {
                await(yieldNow());
                if (n == 0) return done(0L);
                long below = await(suspendsEverywhere(n - 1));
                await(yieldNow());
                return done(n + below);
            }
            @Async static Coroutine<Integer> fails(int n) {
                if (n == 0) throw new IllegalArgumentException("bottom");
                try {
                    return done(await(fails(n - 1)));
                } finally {
                    steps++;
                }
            }
            @Async static Coroutine<Integer> tail(int n) { return n == 0 ? done(7) : tail(n - 1); }
            @Async static Coroutine<Integer> tailOfOthers(int n) {
                Supplier<Coroutine<Integer>> next = () -> tailOfOthers(n - 1);
                if (n == 0) return done(8);
                return next.get();
            }
            @Async static Coroutine<Integer> deferred(int n) {
                return n == 0 ? done(9) : Coroutine.defer(() -> deferred(n - 1));
            }
            @Async static Coroutine<Long> throughLambda(int n) {
                if (n == 0) return done(0L);
                AsyncCallable<Long> below = () -> done(await(throughLambda(n - 1)) + 1);
                try {
                    return done(await(below.call()));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
            static Coroutine<Long> virtualOf() { return new Case().virtual(DEPTH); }
            static Coroutine<Long> directOf() { return direct(DEPTH); }
            static Coroutine<Long> evenOf() { return even(DEPTH); }
            static Coroutine<Long> coldOf() { return cold(DEPTH); }
            static Coroutine<Long> bottomOf() { return suspendsAtTheBottom(DEPTH); }
            static Coroutine<Long> everywhereOf() { return suspendsEverywhere(DEPTH); }
            static Coroutine<Integer> failsOf() { return fails(DEPTH); }
            static Coroutine<Integer> tailOf() { return tail(5 * DEPTH); }
            static Coroutine<Integer> tailOfOthersOf() { return tailOfOthers(5 * DEPTH); }
            static Coroutine<Integer> deferredOf() { return deferred(5 * DEPTH); }
            static Coroutine<Long> lambdaOf() { return throughLambda(DEPTH); }
            static int steps() { return steps; }

            @Async static Coroutine<List<String>> undisturbed() {
                List<String> order = new ArrayList<>();
                Task<Boolean> other = start(() -> { order.add(await(Coroutine.of("other"))); return done(true); });
                order.add("down " + await(direct(DEPTH)));
                order.add("again " + await(direct(DEPTH)));
                await(other);
                return done(order);
            }

            @Async static Coroutine<Integer> collatz(int n, int seen) {
                try {
                    if (n % 3 == 0 && seen > 0) throw new IllegalStateException();
                    return done(n <= 1 ? 0 : 1 + await(collatz(n % 2 == 0 ? n / 2 : 3 * n + 1, seen)));
                } catch (IllegalStateException e) {
                    return done(-1);
                }
            }
            @Async static Coroutine<Integer> manyFailures() {
                int sum = 0;
                for (int i = 1; i < 20_000; i++) sum += await(collatz(i, i % 2));
                return done(sum);
            }
            """;

    private static final long SUM = 200_000L * 200_001 / 2;
    private final Sources program = Sources.ofMembers(MEMBERS);

    @Test
    void aDirectCallOfItself() throws Throwable {
        assertThat(program.run("directOf")).isEqualTo(SUM);
    }

    @Test
    void twoMethodsThatCallEachOther() throws Throwable {
        assertThat(program.run("evenOf")).isEqualTo(200_000L);
    }

    @Test
    void aVirtualMethodWithFinally() throws Throwable {
        assertThat(program.run("virtualOf")).isEqualTo(SUM);
        assertThat(program.call("steps")).isEqualTo(200_001);
    }

    @Test
    void aCoroutineThatIsMadeFirst() throws Throwable {
        assertThat(program.run("coldOf")).isEqualTo(SUM);
    }

    @Test
    void oneThatSuspendsAtTheBottom() throws Throwable {
        assertThat(program.run("bottomOf")).isEqualTo(SUM);
    }

    @Test
    void oneThatSuspendsAtEachLevel() throws Throwable {
        assertThat(program.run("everywhereOf")).isEqualTo(SUM);
    }

    @Test
    void aFailurePassesEachFinally() throws Throwable {
        assertThatThrownBy(() -> program.run("failsOf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bottom");
        assertThat(program.call("steps")).isEqualTo(200_000);
    }

    @Test
    void tailCallsThatDoNotSuspend() throws Throwable {
        assertThat(program.run("tailOf")).isEqualTo(7);
        assertThat(program.run("tailOfOthersOf")).isEqualTo(8);
        assertThat(program.run("deferredOf")).isEqualTo(9);
    }

    @Test
    void throughLambdas() throws Throwable {
        assertThat(program.run("lambdaOf")).isEqualTo(200_000L);
    }

    @Test
    void noOtherTaskRunsWhileACallIsPutOff() throws Throwable {
        assertThat(program.run("undisturbed")).isEqualTo(List.of("down " + SUM, "again " + SUM, "other"));
    }

    @Test
    void callsThatThrowAreNotCountedForEver() throws Throwable {
        assertThat(program.run("manyFailures")).isEqualTo(manyFailures());
    }

    private static int manyFailures() {
        int sum = 0;
        for (int i = 1; i < 20_000; i++) {
            sum += collatz(i, i % 2);
        }
        return sum;
    }

    private static int collatz(int n, int seen) {
        if (n % 3 == 0 && seen > 0) {
            return -1;
        }
        return n <= 1 ? 0 : 1 + collatz(n % 2 == 0 ? n / 2 : 3 * n + 1, seen);
    }

    @Test
    void theWovenClassesAreRight() {
        assertThat(program.complaints()).isEmpty();
        assertThat(program.refusals).isEmpty();
    }
}
