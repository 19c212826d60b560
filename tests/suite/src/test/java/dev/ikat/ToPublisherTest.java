package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Asynchronous generators and other iterables as publishers; the TCK has the rules of Reactive Streams. */
class ToPublisherTest {
    private final List<String> trace = new ArrayList<>();
    private final Recorder<Object> recorder = new Recorder<>();

    @Async
    private AsyncGenerator<Integer> numbers(int count) {
        try {
            for (int i = 1; i <= count; i++) {
                trace.add("makes " + i);
                await(sleep(ofMillis(1)));
                emit(i);
            }
            trace.add("ends");
        } finally {
            await(sleep(ofMillis(1)));
            trace.add("closed");
        }
        return end();
    }

    @Test
    void asMuchAsIsRequestedIsMadeAndNoMore() {
        VirtualLoop.run(() -> {
            numbers(4).toPublisher().subscribe(recorder);
            await(sleep(ofMillis(20)));
            assertThat(recorder.signals).containsExactly("subscribed");
            assertThat(trace).isEmpty();
            recorder.subscription.request(2);
            await(sleep(ofMillis(20)));
            assertThat(recorder.signals).containsExactly("subscribed", 1, 2);
            assertThat(trace).containsExactly("makes 1", "makes 2");
            recorder.subscription.request(2);
            await(sleep(ofMillis(20)));
            assertThat(trace).doesNotContain("ends");
            recorder.subscription.request(1);
            await(sleep(ofMillis(20)));
            assertThat(recorder.signals).containsExactly("subscribed", 1, 2, 3, 4, "complete");
            return done();
        });
    }

    @Test
    void requestsAddUpAndSaturate() {
        VirtualLoop.run(() -> {
            numbers(3).toPublisher().subscribe(recorder);
            await(yieldNow());
            recorder.subscription.request(1);
            recorder.subscription.request(Long.MAX_VALUE);
            recorder.subscription.request(Long.MAX_VALUE);
            await(sleep(ofMillis(20)));
            assertThat(recorder.signals).containsExactly("subscribed", 1, 2, 3, "complete");
            return done();
        });
    }

    @Test
    void cancellingClosesTheGeneratorAndThatIsAwaited() {
        VirtualLoop.run(() -> {
            numbers(4).toPublisher().subscribe(recorder);
            await(yieldNow());
            recorder.subscription.request(2);
            await(sleep(ofMillis(20)));
            recorder.subscription.cancel();
            await(sleep(ofMillis(20)));
            assertThat(trace).containsExactly("makes 1", "makes 2", "closed");
            assertThat(recorder.signals).containsExactly("subscribed", 1, 2);
            assertThat(allTasks()).hasSize(1);
            return done();
        });
    }

    @Async
    private AsyncGenerator<Integer> patient() {
        try {
            trace.add("waits");
            await(sleep(ofHours(1)));
        } finally {
            await(sleep(ofMillis(1)));
            trace.add("closed");
        }
        return end();
    }

    @Test
    void cancellingWhileTheGeneratorWaitsEndsItsAwait() {
        VirtualLoop.run(() -> {
            patient().toPublisher().subscribe(recorder);
            await(yieldNow());
            recorder.subscription.request(2);
            await(yieldNow());
            await(yieldNow());
            assertThat(trace).containsExactly("waits");
            recorder.subscription.cancel();
            await(sleep(ofMillis(20)));
            assertThat(trace).containsExactly("waits", "closed");
            assertThat(recorder.signals).containsExactly("subscribed");
            return done();
        });
    }

    @Test
    void cancellingInASignalIsSeenBeforeTheNextElement() {
        VirtualLoop.run(() -> {
            Recorder<Object> leaving = new Recorder<>() {
                @Override
                public void onNext(Object element) {
                    super.onNext(element);
                    subscription.cancel();
                }
            };
            numbers(4).toPublisher().subscribe(leaving);
            await(yieldNow());
            leaving.subscription.request(3);
            await(sleep(ofMillis(20)));
            assertThat(trace).containsExactly("makes 1", "closed");
            assertThat(leaving.signals).containsExactly("subscribed", 1);
            return done();
        });
    }

    @Test
    void cancellingInOnSubscribeKeepsTheGeneratorFromBeginning() {
        VirtualLoop.run(() -> {
            Recorder<Object> leaving = new Recorder<>() {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    given.request(1);
                    given.cancel();
                }
            };
            AsyncGenerator<Integer> numbers = numbers(4);
            numbers.toPublisher().subscribe(leaving);
            await(sleep(ofMillis(20)));
            assertThat(trace).isEmpty();
            assertThat(await(numbers.hasNext())).isFalse();
            return done();
        });
    }

    @Test
    void aRequestOfNothingIsAnErrorAndClosesTheGenerator() {
        VirtualLoop.run(() -> {
            numbers(4).toPublisher().subscribe(recorder);
            await(yieldNow());
            recorder.subscription.request(1);
            await(sleep(ofMillis(20)));
            recorder.subscription.request(0);
            recorder.subscription.request(5);
            await(sleep(ofMillis(20)));
            assertThat(recorder.signals).containsExactly("subscribed", 1, "error");
            assertThat(recorder.error)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rule 3.9");
            assertThat(trace).containsExactly("makes 1", "closed");
            return done();
        });
    }

    @Async
    private AsyncGenerator<Integer> failing(Exception error) throws Exception {
        emit(1);
        await(yieldNow());
        throw error;
    }

    @Test
    void aFailureIsSignalledAsTheSameInstance() {
        IOException error = new IOException("gone");
        VirtualLoop.run(() -> {
            failing(error).toPublisher().subscribe(recorder);
            await(yieldNow());
            recorder.subscription.request(5);
            await(sleep(ofMillis(20)));
            assertThat(recorder.signals).containsExactly("subscribed", 1, "error");
            assertThat(recorder.error).isSameAs(error);
            return done();
        });
    }

    @Test
    void aGeneratorHasOneSubscriber() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> numbers = numbers(1);
            numbers.toPublisher().subscribe(recorder);
            Recorder<Object> second = new Recorder<>();
            numbers.toPublisher().subscribe(second);
            await(yieldNow());
            assertThat(second.signals).containsExactly("subscribed", "error");
            assertThat(second.error).isInstanceOf(IllegalStateException.class).hasMessageContaining("iterated once");
            recorder.subscription.request(2);
            await(sleep(ofMillis(20)));
            assertThat(recorder.signals).containsExactly("subscribed", 1, "complete");
            return done();
        });
    }

    @Test
    void eachSubscriberOfAnIterableHasAnIterationOfItsOwn() {
        VirtualLoop.run(() -> {
            AsyncIterable<Integer> source = () -> numbers(2);
            Flow.Publisher<Integer> publisher = source.toPublisher();
            List<Recorder<Object>> recorders = List.of(new Recorder<>(), new Recorder<>());
            for (Recorder<Object> each : recorders) {
                publisher.subscribe(each);
                await(yieldNow());
                each.subscription.request(3);
            }
            await(sleep(ofMillis(20)));
            assertThat(recorders)
                    .allSatisfy(each -> assertThat(each.signals).containsExactly("subscribed", 1, 2, "complete"));
            return done();
        });
    }

    @Test
    void noElementIsNull() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> nulls = nulls();
            nulls.toPublisher().subscribe(recorder);
            await(yieldNow());
            recorder.subscription.request(1);
            await(sleep(ofMillis(20)));
            assertThat(recorder.signals).containsExactly("subscribed", "error");
            assertThat(recorder.error).isInstanceOf(NullPointerException.class).hasMessageContaining("Optional");
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> nulls() {
        emit(null);
        return end();
    }

    @Test
    void aSubscriberThatThrowsIsLeftAndTheLoopIsTold() {
        RuntimeException broken = new RuntimeException("broken");
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner = loop.runner()) {
            runner.run(VirtualLoop.inside(() -> {
                Recorder<Object> throwing = new Recorder<>() {
                    @Override
                    public void onNext(Object element) {
                        throw broken;
                    }
                };
                numbers(3).toPublisher().subscribe(throwing);
                await(yieldNow());
                throwing.subscription.request(3);
                await(sleep(ofMillis(20)));
                assertThat(throwing.signals).containsExactly("subscribed");
                assertThat(trace).containsExactly("makes 1", "closed");
                return done();
            }));
        }
        assertThat(loop.errors)
                .singleElement()
                .satisfies(each -> assertThat(each.error()).isSameAs(broken));
    }

    @Test
    void theEndOfTheLoopIsSignalledAndTheGeneratorClosed() {
        VirtualLoop.run(() -> {
            numbers(3).toPublisher().subscribe(recorder);
            await(yieldNow());
            recorder.subscription.request(1);
            await(sleep(ofMillis(20)));
            return done();
        });
        assertThat(trace).containsExactly("makes 1", "closed");
        assertThat(recorder.signals).containsExactly("subscribed", 1, "error");
        assertThat(recorder.error).isInstanceOf(CancelledError.class);
        recorder.subscription.request(1);
        recorder.subscription.cancel();
    }

    @Test
    void afterTheEndOfTheLoopASubscriberIsRefused() {
        Flow.Publisher<Integer> publisher =
                VirtualLoop.run(() -> done(numbers(3).toPublisher()));
        publisher.subscribe(recorder);
        assertThat(recorder.signals).containsExactly("subscribed", "error");
        assertThat(recorder.error).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
    }

    @Async
    private AsyncGenerator<Integer> quick() {
        for (int i = 0; i < 100_000; i++) {
            emit(i);
        }
        return end();
    }

    @Test
    void otherTasksHaveTheirTurnsWhereTheGeneratorNeverWaits() {
        VirtualLoop.run(() -> {
            quick().toPublisher().subscribe(recorder);
            await(yieldNow());
            recorder.subscription.request(Long.MAX_VALUE);
            await(yieldNow());
            await(yieldNow());
            assertThat(recorder.signals).hasSizeBetween(2, 10_000);
            recorder.subscription.cancel();
            await(yieldNow());
            return done();
        });
    }

    @Test
    void signalsComeOnTheThreadOfTheLoopWhoeverRequests() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Flow.Publisher<Integer>> made = new CompletableFuture<>();
        CompletableFuture<Thread> loopThread = new CompletableFuture<>();
        SelectorLoop loop = new SelectorLoop();
        Thread thread = new Thread(() -> {
            loop.callSoon(() -> made.complete(numbers(200).toPublisher()));
            loopThread.complete(Thread.currentThread());
            loop.runForever();
            loop.close();
        });
        thread.start();
        Recorder<Object> counting = new Recorder<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                super.onSubscribe(given);
                given.request(1);
            }

            @Override
            public void onNext(Object element) {
                super.onNext(element);
                Thread asking = new Thread(() -> subscription.request(1));
                asking.start();
            }

            @Override
            public void onComplete() {
                super.onComplete();
                end.countDown();
            }
        };
        made.get().subscribe(counting);
        end.await();
        loop.callSoonThreadsafe(loop::stop);
        thread.join();
        assertThat(counting.signals).hasSize(202);
        assertThat(counting.threads).containsOnly(loopThread.get());
    }
}
