package dev.ikat.flow;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncGenerator;
import dev.ikat.AsyncIterable;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;

/** What is published. */
final class Sources {
    private Sources() {}

    /** Patient with what must come, since machines are slow; what must not come is waited for shortly. */
    static TestEnvironment environment() {
        return new TestEnvironment(2_000, 50);
    }

    /** Never waits. */
    @Async
    static AsyncGenerator<Integer> numbers(long count) {
        for (long i = 0; i < count; i++) {
            emit((int) i);
        }
        return end();
    }

    /** Waits before each element, and before the end. */
    @Async
    static AsyncGenerator<Integer> waitingNumbers(long count) {
        for (long i = 0; i < count; i++) {
            await(yieldNow());
            emit((int) i);
            await(yieldNow());
        }
        return end();
    }

    /** A source of its own for each subscriber. */
    static AsyncIterable<Integer> manyTimes(long count) {
        return () -> waitingNumbers(count).iterator();
    }

    /** It refuses all but the first subscriber. */
    static Flow.Publisher<Integer> refusing() {
        Flow.Publisher<Integer> publisher = numbers(1).toPublisher();
        publisher.subscribe(new Nobody());
        return publisher;
    }

    private static final class Nobody implements Flow.Subscriber<Integer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(Integer element) {
            throw new AssertionError("not requested: " + element);
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("cancelled");
        }
    }
}
