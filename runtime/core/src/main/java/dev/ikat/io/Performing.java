package dev.ikat.io;

import dev.ikat.CancelledError;
import dev.ikat.StateMachine;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a blocking call and waits for it. When the waiting task is cancelled: a call that only asks is left to itself and the
 * cancellation thrown at once; one that changes something is waited for first, so that nothing changes behind the back of
 * the program that goes on. What it made is discarded either way.
 *
 * <pre>
 * NEW --> (in the file's queue) --> CALL --over--> result
 *               |                    '--cancelled: asks--> that;  changes, closes--> CALL --over--> that
 *               '--cancelled: closes--> (last in the queue);  others--> that, and nothing has happened
 * </pre>
 */
final class Performing<T> extends StateMachine<T> {
    /** Whether a cancellation waits for the call. */
    enum Kind {
        ASKS,
        CHANGES,

        /** As CHANGES, and its turn is waited for as well: it is done in any case. */
        CLOSES
    }

    private final Kind kind;
    private final BlockingCall<T> call;
    private final @Nullable Turns turns;

    private boolean started;
    private @Nullable Throwable cancellation;

    Performing(Kind kind, BlockingCall<T> call) {
        this(kind, call, null);
    }

    /** With others one after the other; these must be of the kind that is waited for. */
    Performing(Kind kind, BlockingCall<T> call, @Nullable Turns turns) {
        assert turns == null || kind != Kind.ASKS : "a turn ends with the call";
        this.kind = kind;
        this.call = call;
        this.turns = turns;
    }

    @Override
    protected T step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (started) {
            return afterCall(error);
        }
        if (error != null) { // out of the queue
            if (kind != Kind.CLOSES) {
                throw error;
            }
            cancellation = cancellation == null ? error : cancellation;
        }
        boolean hasTurn = awaited() != null && error == null;
        Turns.Turn turn = turns == null || hasTurn ? null : turns.enter();
        return turn == null ? begin() : await(turn);
    }

    private T begin() {
        try {
            call.start();
        } catch (Throwable refused) {
            leave();
            throw refused;
        }
        started = true;
        return await(call.end());
    }

    private T afterCall(@Nullable Throwable error) throws Throwable {
        if (error != null && cancellation == null) {
            assert error instanceof CancelledError : error;
            cancellation = error;
            call.abandon();
        }
        if (!call.isOver()) {
            if (cancellation != null && kind == Kind.ASKS) {
                throw cancellation;
            }
            return await(call.end());
        }
        call.settled(cancellation == null);
        leave();
        return outcome();
    }

    private T outcome() throws Throwable {
        if (cancellation == null) {
            return call.take();
        }
        Throwable failure = call.failure();
        if (failure != null && !(failure instanceof CancellationException)) {
            cancellation.addSuppressed(failure);
        }
        throw cancellation;
    }

    private void leave() {
        if (turns != null) {
            turns.leave();
        }
    }
}
