package dev.ikat.flow;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.loop.EventLoop;
import dev.ikat.sync.Semaphore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A task that iterates a publisher, which hands out its subscriber instead of publishing anything. */
final class Consumer<T> {
    private final CompletableFuture<Flow.Subscriber<? super T>> subscriber = new CompletableFuture<>();
    private final Flow.Publisher<T> publisher = subscriber::complete;
    private final Semaphore allowed = new Semaphore(0);
    private volatile @Nullable EventLoop loop;
    private volatile @Nullable AsyncIterator<T> iterator;

    /** Takes all elements, one at a time. */
    @Async
    CompletableFuture<Void> takeAll() {
        for (T element : each(publisher)) {
            assert element != null;
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Takes all elements, and requests some ahead. */
    @Async
    CompletableFuture<Void> takeAll(int window) {
        for (T element : each(AsyncIterable.from(publisher, window))) {
            assert element != null;
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Takes an element whenever it is allowed to. */
    @Async
    CompletableFuture<Void> takeAllowed() {
        AsyncIterator<T> all = AsyncIterable.from(publisher).iterator();
        loop = loop();
        iterator = all;
        boolean more = await(all.hasNext()); // subscribes
        while (more) {
            all.next();
            await(allowed.acquire());
            more = await(all.hasNext());
        }
        return CompletableFuture.completedFuture(null);
    }

    /** From any thread. */
    void allow(long elements) {
        onLoop(() -> {
            for (long i = 0; i < elements; i++) {
                allowed.release();
            }
        });
    }

    /** From any thread. */
    void leave() {
        onLoop(() -> ((AsyncCloseable) iterator).close());
    }

    private void onLoop(Runnable action) {
        loop.callSoonThreadsafe(action);
    }

    /** Waits for it. */
    Flow.Subscriber<? super T> subscriber() {
        return subscriber.join();
    }
}
