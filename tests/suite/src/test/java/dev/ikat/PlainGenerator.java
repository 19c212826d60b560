package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Frame;
import dev.ikat.frame.GeneratorFrame;
import dev.ikat.frame.Trampoline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;

/**
 * The frame of a generator that is not woven: its body runs on a thread of its own, in strict alternation with whoever
 * asks, so its effects have the same order as those of a woven body. All else is the runtime's.
 *
 * <p>A thread ends with its body. Those that wait in an emit for ever end with {@link #abandonAll}.
 */
final class PlainGenerator extends GeneratorFrame {
    private static final int BEGUN = 1;

    private static final int MOST_ABANDONED_EMITS = 10;

    private static final Body BODY = (frame, sent, error, trampoline) ->
            frame == null ? null : ((PlainGenerator) frame).step(sent, error, trampoline);

    private static final ThreadLocal<PlainGenerator> CURRENT = new ThreadLocal<>();

    /** Those that have begun and not ended. */
    private static final List<PlainGenerator> OPEN = new ArrayList<>();

    /** Then nothing is run any more: a body that ends may ask others, which have ended already. */
    private static volatile boolean abandoning;

    private final Callable<?> body;
    private final Thread thread = new Thread(this::run, "generator");
    private final SynchronousQueue<Message> toBody = new SynchronousQueue<>();
    private final SynchronousQueue<Message> fromBody = new SynchronousQueue<>();

    private enum What {
        GO_ON,
        EMIT,
        EMIT_ALL,
        END
    }

    private record Message(What what, Object value, Throwable error) {}

    /** Thrown in the bodies that nobody will ask again. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;
    }

    PlainGenerator(Callable<?> body) {
        super(BODY);
        this.body = body;
    }

    static PlainGenerator current() {
        PlainGenerator current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("an emit outside of a generator's body");
        }
        return current;
    }

    Object emit(Object element) {
        return exchange(new Message(What.EMIT, element, null));
    }

    Object emitAll(Object source) {
        return exchange(new Message(What.EMIT_ALL, source, null));
    }

    private Object step(Object sent, Throwable error, Trampoline trampoline) throws Throwable {
        if (abandoning) {
            throw new Abandoned();
        }
        if (label != BEGUN) {
            label = BEGUN;
            OPEN.add(this);
            thread.setDaemon(true);
            thread.start();
        }
        put(toBody, new Message(What.GO_ON, sent, error));
        Message message = take(fromBody);
        switch (message.what) {
            case EMIT -> trampoline.emit(message.value);
            case EMIT_ALL -> trampoline.emitAll(message.value);
            default -> {
                OPEN.remove(this);
                join();
                return Frame.outcome(message.value, message.error);
            }
        }
        return EMITTED;
    }

    private void run() {
        CURRENT.set(this);
        Message last;
        try {
            go(take(toBody));
            Object result = body.call();
            last = new Message(What.END, endValue(result), null);
        } catch (Throwable error) {
            last = new Message(What.END, null, error);
        }
        put(fromBody, last);
    }

    /** The x of {@code return end(x)}; another generator's elements, and its x, are those of the one that returns it. */
    private Object endValue(Object result) {
        if (result instanceof Delegation ended && ended.state == Delegation.ENDED) {
            return ended.value;
        }
        return emitAll(result);
    }

    private Object exchange(Message message) {
        put(fromBody, message);
        return go(take(toBody));
    }

    private static Object go(Message message) {
        if (message.error != null) {
            throw Sneaky.raise(message.error);
        }
        return message.value;
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException error) {
            throw new AssertionError(error);
        }
    }

    private static void put(SynchronousQueue<Message> queue, Message message) {
        try {
            queue.put(message);
        } catch (InterruptedException error) {
            throw new AssertionError(error);
        }
    }

    private static Message take(SynchronousQueue<Message> queue) {
        try {
            return queue.take();
        } catch (InterruptedException error) {
            throw new AssertionError(error);
        }
    }

    /** Ends the threads of the generators that nobody has run to their end, or leaves one that will not. */
    static void abandonAll() {
        abandoning = true;
        while (!OPEN.isEmpty()) {
            PlainGenerator open = OPEN.remove(OPEN.size() - 1);
            boolean ended = false;
            for (int i = 0; i < MOST_ABANDONED_EMITS && !ended; i++) {
                put(open.toBody, new Message(What.GO_ON, null, new Abandoned()));
                ended = take(open.fromBody).what == What.END;
            }
            if (ended) {
                open.join();
            }
        }
        abandoning = false;
    }
}
