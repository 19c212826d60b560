package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Methods that return CompletableFuture or CompletionStage: hot, on the running loop, else on the shared one. */
class FutureMethodsTest {
    private static final String MEMBERS = """
            static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());
            static List<String> log() { return LOG; }
            static CompletableFuture<String> outside = new CompletableFuture<>();
            static final CountDownLatch INSIDE = new CountDownLatch(1);
            static final CompletableFuture<String> LEFT = new CompletableFuture<>();
            static CompletableFuture<String> left() { return LEFT; }
            static Object arrive() throws InterruptedException { return INSIDE.await(10, TimeUnit.SECONDS); }

            @Async static CompletableFuture<String> greet(String name, int n) {
                for (int i = 0; i < n; i++) { await(yieldNow()); LOG.add(name + i); }
                return CompletableFuture.completedFuture("Hello, " + name);
            }
            @Async static CompletionStage<Long> stage(long value) {
                long more = await(Coroutine.of(2L));
                return CompletableFuture.completedStage(value + more);
            }
            @Async static CompletableFuture<String> fails(boolean later) throws java.io.IOException {
                if (later) await(yieldNow());
                throw new java.io.IOException("disk");
            }
            @Async static CompletableFuture<String> tail() {
                await(yieldNow());
                return greet("tail", 1);
            }
            @Async static CompletionStage<String> guarded() {
                try {
                    return fails(true);
                } catch (java.io.IOException e) {
                    return CompletableFuture.completedFuture("caught " + e.getMessage());
                } finally {
                    LOG.add("finally " + await(greet("f", 0)));
                }
            }
            @Async CompletableFuture<Void> waits() {
                try {
                    INSIDE.countDown();
                    await(outside);
                } finally {
                    LOG.add("left");
                    LEFT.complete("left");
                }
                return CompletableFuture.completedFuture(null);
            }
            static CompletableFuture<String> bob() { return greet("Bob", 2); }
            static CompletionStage<Long> five() { return stage(3); }
            static CompletableFuture<String> later() throws java.io.IOException { return fails(true); }
            static CompletableFuture<String> atOnce() throws java.io.IOException { return fails(false); }
            static CompletableFuture<Void> waiting() { return new Case().waits(); }
            static CompletableFuture<String> lambda() {
                Function<String, CompletableFuture<String>> twice = s -> {
                    await(yieldNow());
                    return CompletableFuture.completedFuture(s + s);
                };
                return twice.apply("x");
            }
            @Async static Coroutine<List<Object>> onTheLoop() {
                CompletableFuture<String> a = greet("a", 2);
                CompletableFuture<String> b = greet("b", 2);
                LOG.add("started");
                String both = await(a) + await(b);
                Thread here = Thread.currentThread();
                return done(List.of(both, await(stage(40)), here == Thread.currentThread()));
            }
            @Async static Coroutine<String> cancelled() {
                CompletableFuture<Void> future = new Case().waits();
                await(yieldNow());
                await(yieldNow());
                future.cancel(true);
                return done(await(LEFT));
            }
            @Async static Coroutine<String> catches() {
                try {
                    return done(await(fails(true)));
                } catch (java.io.IOException e) {
                    return done("the original " + e.getMessage());
                }
            }
            """;

    private final Sources program = Sources.ofMembers(MEMBERS);

    @SuppressWarnings("unchecked")
    private <T> T join(String method) throws Throwable {
        return ((CompletionStage<T>) program.call(method)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void withoutALoopTheyRunOnTheSharedOne() throws Throwable {
        assertThat(this.<String>join("bob")).isEqualTo("Hello, Bob");
        assertThat(this.<Long>join("five")).isEqualTo(5L);
        assertThat(this.<String>join("lambda")).isEqualTo("xx");
        assertThat(this.<String>join("tail")).isEqualTo("Hello, tail");
    }

    @Test
    void onALoopTheyStartAtOnceAndTakeTurns() throws Throwable {
        assertThat(program.run("onTheLoop")).isEqualTo(List.of("Hello, aHello, b", 42L, true));
        assertThat(program.call("log")).isEqualTo(List.of("started", "a0", "b0", "a1", "b1"));
    }

    @Test
    void aFailureIsTheOriginalOne() throws Throwable {
        for (String method : List.of("later", "atOnce")) {
            assertThatThrownBy(() -> join(method))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("disk");
        }
        assertThat(program.run("catches")).isEqualTo("the original disk");
    }

    @Test
    void aReturnInsideTryAwaits() throws Throwable {
        assertThat(join("guarded").toString()).isEqualTo("caught disk");
        assertThat(program.call("log")).isEqualTo(List.of("finally Hello, f"));
    }

    @Test
    void cancellingTheFutureCancelsTheTask() throws Throwable {
        assertThat(program.run("cancelled")).isEqualTo("left");
    }

    @Test
    void cancellingFromAnotherThreadReachesTheSharedLoop() throws Throwable {
        CompletableFuture<?> future = (CompletableFuture<?>) program.call("waiting");
        assertThat(program.call("arrive")).isEqualTo(true);
        future.cancel(false);
        assertThat(this.<String>join("left")).as("its finally block ran").isEqualTo("left");
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        assertThat(this.<String>join("bob")).as("the loop goes on").isEqualTo("Hello, Bob");
    }

    @Test
    void theWovenClassesAreRight() {
        assertThat(program.complaints()).isEmpty();
        assertThat(program.refusals).isEmpty();
    }
}
