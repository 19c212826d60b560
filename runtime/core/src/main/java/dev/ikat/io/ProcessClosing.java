package dev.ikat.io;

import dev.ikat.CancelledError;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.StateMachine;
import dev.ikat.Suspension;
import dev.ikat.loop.TimerHandle;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a process, see {@link Subprocess#closeAsync}.
 *
 * <pre>
 * NEW --has descendants to end--> LISTING --their list--> ASKED --grace is over--> KILLED
 *  | '--------------------------------------------------^  |                        |
 *  '--has exited------------------------------------------exit---------------------exit--> FREEING --> ended
 * </pre>
 *
 * <p>A cancellation in LISTING or ASKED goes on to KILLED, and is thrown in the end. In KILLED it leaves at once: the system
 * has been told already, and a process that not even that ends shall not hold its task for ever.
 */
final class ProcessClosing extends StateMachine<Void> {
    private enum Phase {
        NEW,
        LISTING,
        ASKED,
        KILLED,
        FREEING
    }

    private final Subprocess process;
    private Phase phase = Phase.NEW;
    private List<ProcessHandle> descendants = List.of();
    private @Nullable CancelledError cancelled;

    ProcessClosing(Subprocess process) {
        this.process = process;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // Void has no other value
    protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (error != null) {
            if (phase == Phase.KILLED || !(error instanceof CancelledError cancellation)) {
                process.closeStreams();
                throw error;
            }
            cancelled = cancelled == null ? cancellation : cancelled;
        } else if (phase == Phase.LISTING) {
            descendants = (List<ProcessHandle>) value;
        }
        if (phase == Phase.FREEING) {
            if (cancelled != null) {
                throw cancelled;
            }
            return null;
        }
        if (process.exit.isDone()) {
            return free();
        }
        return switch (phase) {
            case NEW -> begin();
            case LISTING -> cancelled == null ? ask() : kill();
            default -> kill();
        };
    }

    private Void begin() {
        Subprocess.abort(process.stdin);
        discard(process.stdout);
        discard(process.stderr);
        if (!process.options.descendants) {
            return ask();
        }
        phase = Phase.LISTING;
        return await(new Watch<>(descendants(process)));
    }

    private static void discard(@Nullable PipeStream output) {
        if (output != null) {
            output.discard();
        }
    }

    /** Looks for them on another thread; on Linux that reads a file for each process of the system. */
    static Promise<List<ProcessHandle>> descendants(Subprocess process) {
        return Ikat.toThread(() -> process.process.descendants().toList());
    }

    private Void ask() {
        Duration grace = process.options.grace;
        if (grace.isZero()) {
            return kill();
        }
        phase = Phase.ASKED;
        process.terminate();
        descendants.forEach(ProcessHandle::destroy);
        return await(new ExitWithin(process.exit, grace));
    }

    private Void kill() {
        phase = Phase.KILLED;
        process.kill();
        descendants.forEach(ProcessHandle::destroyForcibly);
        return await(new Watch<>(process.exit));
    }

    /** The descriptors are freed by the loop's next poll. */
    private Void free() {
        phase = Phase.FREEING;
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.closeStreams();
        return await(Ikat.yieldNow());
    }

    /** Waits for the exit, and no longer than so long. */
    private static final class ExitWithin extends Suspension<Void> {
        private final Promise<Integer> exit;
        private final Consumer<Promise<Integer>> exited = done -> over();
        private final TimerHandle timer;

        ExitWithin(Promise<Integer> exit, Duration limit) {
            this.exit = exit;
            exit.onDone(exited);
            timer = Ikat.loop().callLater(limit, this::over);
        }

        @SuppressWarnings("NullAway") // Void has no other value
        private void over() {
            leave();
            tryComplete(null);
        }

        private void leave() {
            timer.cancel();
            exit.removeCallback(exited);
        }

        @Override
        protected void abort() {
            leave();
        }
    }
}
