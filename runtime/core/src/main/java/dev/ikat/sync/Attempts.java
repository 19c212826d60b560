package dev.ikat.sync;

import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.LoopBinding;
import dev.ikat.StateMachine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One run of a retry policy.
 *
 * <pre>
 * NEW --> ATTEMPT --failure to be retried--> PAUSE --> ATTEMPT …
 *            '--any other outcome--> its own    '--cancelled--> that
 * </pre>
 */
final class Attempts<T> extends StateMachine<T> {
    private enum State {
        NEW,
        ATTEMPT,
        PAUSE
    }

    private final Retry policy;
    private final AsyncCallable<T> body;
    private final LoopBinding clock = new LoopBinding("run of a retry policy");
    private State state = State.NEW;
    private int attempts;
    private long beganNanos;

    Attempts(Retry policy, AsyncCallable<T> body) {
        this.policy = policy;
        this.body = body;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    protected T step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (state == State.NEW) {
            beganNanos = clock.nanoTime();
        } else if (error != null) {
            return afterFailure(error);
        } else if (state == State.ATTEMPT) {
            return (T) value;
        }
        state = State.ATTEMPT;
        attempts++;
        Coroutine<T> attempt;
        try {
            attempt = body.call();
        } catch (Throwable thrown) { // a body that is not woven throws here
            return afterFailure(thrown);
        }
        return await(attempt);
    }

    private T afterFailure(Throwable failure) throws Throwable {
        if (state == State.PAUSE || !policy.retries(failure, attempts)) {
            throw failure;
        }
        Duration pause = policy.pause(attempts);
        if (isTooLong(pause)) {
            throw failure;
        }
        state = State.PAUSE;
        policy.observe(failure, pause);
        return await(Ikat.sleep(pause));
    }

    private boolean isTooLong(Duration pause) {
        Duration limit = policy.limit();
        return limit != null && limit.minusNanos(clock.nanoTime() - beganNanos).compareTo(pause) <= 0;
    }
}
