package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

/** Loops over publishers. */
class FromPublisherTest {
    private final Source source = new Source();
    private final List<Object> got = new ArrayList<>();

    /** A publisher that a test sends with, and that writes down what it is asked. */
    private static final class Source implements Flow.Publisher<Integer>, Flow.Subscription {
        private final List<String> asked = new ArrayList<>();
        private Flow.Subscriber<? super Integer> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> given) {
            subscriber = given;
            asked.add("subscribe");
            given.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            asked.add("request " + n);
        }

        @Override
        public void cancel() {
            asked.add("cancel");
        }
    }

    @Async
    private Coroutine<Void> takeAll() {
        for (Integer each : each(source)) {
            got.add(each);
        }
        got.add("end");
        return done();
    }

    @Async
    private Coroutine<Void> takeTwo() {
        for (Integer each : each(source)) {
            got.add(each);
            if (got.size() == 2) {
                break;
            }
        }
        return done();
    }

    @Test
    void nothingIsSubscribedBeforeTheFirstElementIsAwaited() {
        VirtualLoop.run(() -> {
            AsyncIterator<Integer> iterator = AsyncIterable.from(source).iterator();
            Coroutine<Boolean> first = iterator.hasNext();
            assertThat(source.asked).isEmpty();
            Task<Boolean> task = start(first);
            await(yieldNow());
            assertThat(source.asked).containsExactly("subscribe", "request 1");
            task.cancel();
            return done();
        });
    }

    @Test
    void anElementIsRequestedWhenItIsNeeded() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(takeAll());
            await(yieldNow());
            assertThat(source.asked).containsExactly("subscribe", "request 1");
            source.subscriber.onNext(1);
            await(sleep(ofMillis(1)));
            assertThat(source.asked).containsExactly("subscribe", "request 1", "request 1");
            source.subscriber.onNext(2);
            source.subscriber.onComplete();
            await(task);
            assertThat(got).containsExactly(1, 2, "end");
            assertThat(source.asked).doesNotContain("cancel");
            return done();
        });
    }

    @Test
    void aWindowIsRequestedAgainWhenHalfOfItIsUsed() {
        VirtualLoop.run(() -> {
            AsyncIterator<Integer> iterator = AsyncIterable.from(source, 4).iterator();
            Task<Boolean> first = start(iterator.hasNext());
            await(yieldNow());
            for (int i = 0; i < 4; i++) {
                source.subscriber.onNext(i);
            }
            await(first);
            for (int i = 0; i < 3; i++) {
                assertThat(await(iterator.hasNext())).isTrue();
                assertThat(iterator.next()).isEqualTo(i);
            }
            assertThat(source.asked).containsExactly("subscribe", "request 4", "request 2");
            await(((AsyncCloseable) iterator).closeAsync());
            assertThat(await(iterator.hasNext())).isFalse();
            assertThat(source.asked).endsWith("cancel");
            return done();
        });
        assertThatThrownBy(() -> AsyncIterable.from(source, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AsyncIterable.from(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void leavingTheLoopCancelsTheSubscription() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(takeTwo());
            await(yieldNow());
            source.subscriber.onNext(1);
            await(sleep(ofMillis(1)));
            source.subscriber.onNext(2);
            await(task);
            assertThat(source.asked).containsExactly("subscribe", "request 1", "request 1", "cancel");
            source.subscriber.onNext(3); // too late, and dropped
            return done();
        });
    }

    @Test
    void aFailureIsThrownAsTheSameInstanceAfterWhatWasSent() {
        IOException error = new IOException("gone");
        VirtualLoop.run(() -> {
            AsyncIterator<Integer> iterator = AsyncIterable.from(source, 2).iterator();
            Task<Boolean> first = start(iterator.hasNext());
            await(yieldNow());
            source.subscriber.onNext(1);
            source.subscriber.onError(error);
            assertThat(await(first)).isTrue();
            assertThat(iterator.next()).isEqualTo(1);
            try {
                await(iterator.hasNext());
                got.add("not reached");
            } catch (Exception thrown) {
                got.add(thrown);
            }
            assertThat(got).containsExactly(error);
            assertThat(await(iterator.hasNext())).isFalse();
            assertThat(source.asked).doesNotContain("cancel");
            return done();
        });
    }

    @Test
    void aCancelledAwaitLosesNoElement() {
        VirtualLoop.run(() -> {
            AsyncIterator<Integer> iterator = AsyncIterable.from(source).iterator();
            Task<Boolean> first = start(iterator.hasNext());
            await(yieldNow());
            source.subscriber.onNext(1);
            first.cancel(); // with the element on its way
            await(yieldNow());
            assertThat(first.isCancelled()).isTrue();
            assertThat(await(iterator.hasNext())).isTrue();
            assertThat(await(iterator.hasNext())).isTrue();
            assertThat(iterator.next()).isEqualTo(1);
            Task<Boolean> second = start(iterator.hasNext());
            await(yieldNow());
            second.cancel();
            await(yieldNow());
            source.subscriber.onNext(2);
            assertThat(await(iterator.hasNext())).isTrue();
            assertThat(iterator.next()).isEqualTo(2);
            assertThat(source.asked).containsExactly("subscribe", "request 1", "request 1");
            return done();
        });
    }

    @Test
    void aCancelledLoopCancelsTheSubscription() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(takeAll());
            await(yieldNow());
            task.cancel();
            await(yieldNow());
            assertThat(task.isCancelled()).isTrue();
            assertThat(source.asked).containsExactly("subscribe", "request 1", "cancel");
            return done();
        });
    }

    @Test
    void aSubscriptionThatComesTooLateIsCancelled() {
        VirtualLoop.run(() -> {
            List<Flow.Subscriber<?>> late = new ArrayList<>();
            Flow.Publisher<Integer> slow = late::add;
            AsyncIterator<Integer> iterator = AsyncIterable.from(slow).iterator();
            Task<Boolean> first = start(iterator.hasNext());
            await(yieldNow());
            await(((AsyncCloseable) iterator).closeAsync());
            assertThat(await(first)).isFalse();
            late.get(0).onSubscribe(source);
            assertThat(source.asked).containsExactly("cancel");
            return done();
        });
    }

    @Test
    void aPublisherThatSendsTooMuchIsLeft() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(takeAll());
            await(yieldNow());
            source.subscriber.onNext(1);
            source.subscriber.onNext(2);
            await(sleep(ofMillis(1)));
            assertThat(got).containsExactly(1);
            assertThat(task.exception())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("more elements than were requested");
            assertThat(source.asked).endsWith("cancel");
            return done();
        });
    }

    @Test
    void oneTaskIteratesIt() {
        VirtualLoop.run(() -> {
            AsyncIterator<Integer> iterator = AsyncIterable.from(source).iterator();
            Task<Boolean> first = start(iterator.hasNext());
            await(yieldNow());
            Task<Boolean> second = start(iterator.hasNext());
            await(yieldNow());
            assertThat(second.exception()).hasMessageContaining("another task awaits the next element");
            first.cancel();
            return done();
        });
    }

    @Async
    private static Coroutine<Long> sumOf(Flow.Publisher<Integer> numbers, int window) {
        long sum = 0;
        int before = -1;
        for (int each : each(AsyncIterable.from(numbers, window))) {
            assertThat(each).isEqualTo(before + 1);
            before = each;
            sum += each;
        }
        return done(sum);
    }

    @Test
    void signalsOfOtherThreadsAreNeitherLostNorDoubled() throws Exception {
        int count = 10_000;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int window : new int[] {1, 3, 64}) {
                SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(threads, 16);
                Thread sender = new Thread(() -> {
                    while (!publisher.hasSubscribers()) {
                        Thread.onSpinWait();
                    }
                    for (int i = 0; i < count; i++) {
                        publisher.submit(i);
                    }
                    publisher.close();
                });
                sender.start();
                assertThat(Ikat.run(sumOf(publisher, window))).isEqualTo((count - 1L) * count / 2);
                sender.join();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Async
    private static AsyncGenerator<Integer> count(int count) {
        for (int i = 0; i < count; i++) {
            if (i % 3 == 0) {
                await(yieldNow());
            }
            emit(i);
        }
        return end();
    }

    @Test
    void thereAndBackAgain() {
        for (int window : new int[] {1, 2, 7}) {
            assertThat(VirtualLoop.run(() -> sumOf(count(1000).toPublisher(), window)))
                    .isEqualTo(499_500);
        }
        assertThat(Ikat.run(sumOf(count(1000).toPublisher(), 5)))
                .as("published by the shared loop")
                .isEqualTo(499_500);
    }
}
