package dev.ikat;

import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * An asynchronous iterable for Reactive Streams: each subscription is an iteration of its own, a {@link Publication}. A
 * generator, which is iterated once, has one. Subscribed to from any thread.
 */
final class IterationPublisher<T> implements Flow.Publisher<T> {
    private static final Flow.Subscription REFUSED = new Flow.Subscription() {
        @Override
        public void request(long n) {
            // nothing will come
        }

        @Override
        public void cancel() {
            // nothing goes on
        }
    };

    private final AsyncIterable<T> source;
    private final EventLoop loop;

    IterationPublisher(AsyncIterable<T> source) {
        this.source = source;
        RunningLoop running = RunningLoop.current();
        this.loop = running == null ? SharedLoop.get() : running.loop();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscribe(null): there is nobody to publish to");
        RunningLoop running = RunningLoop.current();
        if (running != null && running.loop() == loop) {
            begin(subscriber);
            return;
        }
        try {
            loop.callSoonThreadsafe(() -> begin(subscriber));
        } catch (IllegalStateException closed) {
            refuse(subscriber, closed);
        }
    }

    /** On the loop's thread. */
    private void begin(Flow.Subscriber<? super T> subscriber) {
        AsyncIterator<T> iterator;
        try {
            if (source instanceof AsyncGeneratorRun<?> generator) {
                generator.publishOnce();
            }
            iterator = Objects.requireNonNull(source.iterator(), "iterator() of " + source + " returned null");
        } catch (Throwable unfit) {
            refuse(subscriber, unfit);
            return;
        }
        new Publication<>(subscriber, iterator).begin();
    }

    private static void refuse(Flow.Subscriber<?> subscriber, Throwable reason) {
        subscriber.onSubscribe(REFUSED);
        subscriber.onError(reason);
    }

    @Override
    public String toString() {
        return "publisher of " + source;
    }
}
