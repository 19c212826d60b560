package dev.ikat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A subscriber that writes down its signals, and requests or cancels as a test says. */
class Recorder<T> implements Flow.Subscriber<T> {
    final List<Object> signals = new ArrayList<>();
    final List<Thread> threads = new ArrayList<>();

    @Nullable
    Throwable error;

    Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        note("subscribed");
    }

    @Override
    public void onNext(T element) {
        note(element);
    }

    @Override
    public void onError(Throwable thrown) {
        error = thrown;
        note("error");
    }

    @Override
    public void onComplete() {
        note("complete");
    }

    private void note(Object signal) {
        signals.add(signal);
        threads.add(Thread.currentThread());
    }
}
