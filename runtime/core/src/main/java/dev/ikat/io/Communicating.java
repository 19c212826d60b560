package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.StateMachine;
import dev.ikat.Task;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Subprocess#communicate(byte[])}: a task for each stream, and then the exit. */
final class Communicating extends StateMachine<Communicated> {
    private final Subprocess process;
    private final byte[] input;
    private @Nullable List<Task<?>> tasks;
    private @Nullable Task<byte[]> stdout;
    private @Nullable Task<byte[]> stderr;
    private boolean exitAwaited;

    Communicating(Subprocess process, byte[] input) {
        this.process = process;
        this.input = input;
    }

    @Override
    protected Communicated step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (tasks == null) {
            return await(Ikat.gather(begin()));
        }
        if (error != null) {
            tasks.forEach(Task::cancel);
            throw error;
        }
        if (!exitAwaited) {
            exitAwaited = true;
            return await(process.waitFor());
        }
        return new Communicated(
                Objects.requireNonNull(stdout).result(),
                Objects.requireNonNull(stderr).result());
    }

    private List<? extends Awaitable<?>> begin() {
        Task<byte[]> out = Ikat.start(all(process.stdout), "standard output of " + process);
        Task<byte[]> err = Ikat.start(all(process.stderr), "standard error of " + process);
        List<Task<?>> begun = List.of(Ikat.start(new Feeding(), "standard input of " + process), out, err);
        stdout = out;
        stderr = err;
        tasks = begun;
        return begun;
    }

    private static Coroutine<byte[]> all(@Nullable PipeStream output) {
        return output == null ? Coroutine.of(new byte[0]) : Io.defer(output::readAll);
    }

    /** Writes the input and ends it; a process that does not want it all is none of our business. */
    private final class Feeding extends StateMachine<Void> {
        private boolean ending;

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            PipeStream stdin = process.stdin;
            boolean isOver = stdin == null || (stdin.isClosed() && input.length == 0);
            if (isOver || isBroken(error) || (ending && error == null)) {
                return null;
            }
            if (error != null) {
                throw error;
            }
            ending = awaited() != null || input.length == 0;
            return await(ending ? stdin.shutdownOutput() : stdin.write(input));
        }

        private static boolean isBroken(@Nullable Throwable error) {
            return error instanceof IOException && !(error instanceof ClosedChannelException);
        }
    }
}
