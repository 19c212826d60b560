package dev.ikat.io;

import dev.ikat.StateMachine;
import org.jspecify.annotations.Nullable;

/** See {@link Subprocess#run}: a process from its start to its end, closed whatever happens. */
final class RunningProcess extends StateMachine<Communicated> {
    private enum Phase {
        NEW,
        STARTING,
        COMMUNICATING,
        CLOSING
    }

    private final Subprocess.Builder options;
    private final byte[] input;
    private Phase phase = Phase.NEW;
    private @Nullable Subprocess process;
    private @Nullable Communicated answer;
    private @Nullable Throwable failure;

    RunningProcess(Subprocess.Builder options, byte[] input) {
        this.options = options;
        this.input = input;
    }

    @Override
    @SuppressWarnings("NullAway") // each phase has what the one before made
    protected Communicated step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        failure = failure == null ? error : failure;
        switch (phase) {
            case NEW -> {
                phase = Phase.STARTING;
                return await(options.start());
            }
            case STARTING -> {
                if (failure != null) {
                    throw failure;
                }
                process = (Subprocess) value;
                return communicate(process);
            }
            case COMMUNICATING -> {
                answer = (Communicated) value;
                return close(process);
            }
            case CLOSING -> {
                if (failure != null) {
                    throw failure;
                }
                return checked(process.exit.result(), answer);
            }
        }
        throw new AssertionError(phase);
    }

    private Communicated communicate(Subprocess started) {
        phase = Phase.COMMUNICATING;
        try {
            return await(started.communicate(input));
        } catch (Throwable thrown) {
            failure = thrown;
            return close(started);
        }
    }

    private Communicated close(Subprocess started) {
        phase = Phase.CLOSING;
        return await(started.closeAsync());
    }

    private Communicated checked(int exitCode, Communicated output) throws ProcessFailedException {
        if (exitCode != 0) {
            throw new ProcessFailedException(options.command, exitCode, output.stderrText());
        }
        return output;
    }
}
