package dev.ikat.io;

import dev.ikat.CancelledError;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.StateMachine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The start of a process, on another thread, since it blocks for milliseconds. A cancellation waits for that thread, so that
 * no process is left.
 *
 * <pre>
 * LAUNCHING --started--> the process
 *     '-----cancelled--> LAUNCHING --started--> killed, closed --> the cancellation is thrown
 * </pre>
 */
final class Starting extends StateMachine<Subprocess> {
    private final Subprocess.Builder options;
    private @Nullable Stdio streams;
    private @Nullable Promise<Process> launching;
    private @Nullable CancelledError cancelled;
    private boolean killed;

    Starting(Subprocess.Builder options) {
        this.options = options;
    }

    @Override
    @SuppressWarnings("NullAway") // the process is there when nothing was thrown
    protected Subprocess step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (launching == null) {
            Io.requireSystem("processes");
            Stdio starting = new Stdio(Wire.currentLoop(), options);
            streams = starting;
            launching = Ikat.toThread(starting::launch);
            return await(new Watch<>(launching));
        }
        if (error instanceof CancelledError cancellation) {
            cancelled = cancelled == null ? cancellation : cancelled;
            if (!killed && !launching.isCancelled()) {
                return await(new Watch<>(launching));
            }
        }
        if (cancelled != null && (killed || error != null)) {
            throw cancelled;
        }
        if (error != null) {
            throw error;
        }
        return started((Process) value);
    }

    private Subprocess started(Process process) throws IOException {
        Subprocess subprocess = take(process);
        if (cancelled == null) {
            return subprocess;
        }
        killed = true;
        subprocess.kill();
        return await(subprocess.closeAsync());
    }

    @SuppressWarnings("NullAway") // the streams are there since the first step
    private Subprocess take(Process process) throws IOException {
        try {
            return new Subprocess(process, options, streams);
        } catch (Throwable error) {
            process.destroyForcibly();
            streams.close();
            throw error;
        }
    }
}
