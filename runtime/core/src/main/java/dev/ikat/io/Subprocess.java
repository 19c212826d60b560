package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Another process, with its standard streams: {@code try (var grep = await(Subprocess.start("grep", "-n", "x"))) { … }}.
 *
 * <p><b>Streams.</b> All three are pipes unless the {@link Builder} says otherwise, as in {@link ProcessBuilder}. A process
 * whose output nobody reads waits once a pipe is full (64 KiB on Linux, and up to 192 KiB that are read ahead once a reader
 * has begun): read it, discard it, or use {@link #communicate}. Writing to a process that has exited is an {@link
 * IOException}; what was left in a pipe can be read after the exit. A stream ends when the last process that holds it has
 * closed it, which may be a child of the child, and later than the exit.
 *
 * <p><b>Closing</b> ends the process: it closes its input, asks it to end (SIGTERM), kills it when it has not within the grace
 * (5 seconds unless set), waits until it is gone, and closes the streams; output meanwhile is dropped. A cancellation meanwhile
 * kills it at once. So a process in a try-with-resources statement is gone when the statement is left, by a cancellation
 * too. One that is not closed goes on without us.
 *
 * <p><b>Exit codes</b> are those of {@link Process#exitValue}: a process that a signal has ended has 128 and its number, as
 * in a shell, where asyncio has the negative number. The JDK does not tell it from one that exits with that code.
 *
 * <p><b>Threads.</b> It belongs to the loop on which it was started, and is used by the tasks of that loop; {@link #pid} and
 * {@link #returnCode} are for any thread. Starting happens on another thread. Waiting for the exit uses {@link
 * Process#onExit}: no thread but the JDK's own. Where the system shows pipes as files (Linux), the streams are polled; elsewhere a
 * daemon thread for each moves the bytes, and the JDK ends the output with the process.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-subprocess.html">asyncio subprocesses</a>
 */
public final class Subprocess implements AsyncCloseable {
    final Process process;
    final Builder options;
    final @Nullable PipeStream stdin;
    final @Nullable PipeStream stdout;
    final @Nullable PipeStream stderr;

    /** Its exit code, on the loop. */
    final Promise<Integer> exit = Ikat.promise();

    Subprocess(Process process, Builder options, Stdio streams) throws IOException {
        this.process = process;
        this.options = options;
        String name = " of " + this;
        stdin = streams.input(process, "standard input" + name);
        stdout = streams.output(process, "standard output" + name);
        stderr = streams.error(process, "standard error" + name);
        process.onExit().thenAccept(ended -> exit.completeThreadsafe(ended.exitValue()));
    }

    /**
     * Starts a program. Cancelling it leaves no process.
     *
     * @param command the program, looked for on the PATH, and its arguments, which no shell sees
     * @throws IOException at the await, with the command, when there is no such program or it cannot be started
     */
    public static Coroutine<Subprocess> start(String... command) throws IOException {
        return builder(command).start();
    }

    /** As {@link #start}, of a command line for the shell: {@code /bin/sh -c}, on Windows {@code cmd.exe /c}. */
    public static Coroutine<Subprocess> shell(String command) throws IOException {
        return shellBuilder(command).start();
    }

    /**
     * Runs a program to its end, without input, and checks its exit code. Cancelling it closes the process.
     *
     * @throws ProcessFailedException at the await, for an exit code other than 0
     * @throws IOException at the await, as {@link #start}
     */
    public static Coroutine<Communicated> run(String... command) throws IOException {
        return builder(command).run();
    }

    /** Options for {@link #start}. */
    public static Builder builder(String... command) {
        return new Builder(List.of(command));
    }

    /** Options for {@link #shell}. */
    public static Builder shellBuilder(String command) {
        Objects.requireNonNull(command, "command");
        return File.separatorChar == '\\'
                ? new Builder(List.of("cmd.exe", "/c", command))
                : new Builder(List.of("/bin/sh", "-c", command));
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** The program and its arguments. */
    public List<String> command() {
        return options.command;
    }

    /**
     * What the process reads. To end it, {@link ByteWriter#shutdownOutput} or close it.
     *
     * @throws IllegalStateException when it is not a pipe
     */
    public ByteWriter stdin() {
        return piped(stdin, "stdin");
    }

    /**
     * What the process writes.
     *
     * @throws IllegalStateException when it is not a pipe
     */
    public ByteReader stdout() {
        return piped(stdout, "stdout");
    }

    /**
     * What the process writes to its standard error.
     *
     * @throws IllegalStateException when it is not a pipe
     */
    public ByteReader stderr() {
        return piped(stderr, "stderr");
    }

    private PipeStream piped(@Nullable PipeStream stream, String name) {
        if (stream == null) {
            throw new IllegalStateException(name + " of " + this + " is not a pipe; start it with builder(…)." + name
                    + "(Redirect.PIPE), which is the default");
        }
        return stream;
    }

    /**
     * Waits for the exit, which may come before the end of the output. Any number of tasks may wait; a cancellation leaves the
     * process alone.
     *
     * @return the exit code; 128 and the number of the signal that has ended it
     */
    public Coroutine<Integer> waitFor() {
        return Coroutine.defer(() -> new Watch<>(exit));
    }

    /** The exit code, as {@link #waitFor}; empty while it runs. For any thread. */
    public OptionalInt returnCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** As {@link #communicate(byte[])}, without input. */
    public Coroutine<Communicated> communicate() throws IOException {
        return communicate(new byte[0]);
    }

    /**
     * Writes the input and ends it, reads both outputs to their ends, all at once so that nothing can jam, and waits for the
     * exit. All of it is kept in memory. That the process does not read all of the input is no failure. The outputs end when
     * nobody holds them any more, which with children of the process may be later than the exit.
     *
     * <p>Cancelling it leaves the process alone, and loses no output: a second call, without input, has it.
     *
     * @param input empty for none; anything else needs a piped standard input
     * @throws IllegalStateException at the await, when another task is reading one of the outputs
     */
    public Coroutine<Communicated> communicate(byte[] input) throws IOException {
        if (input.length > 0) {
            stdin();
        }
        return new Communicating(this, input);
    }

    /**
     * Asks the process to end (SIGTERM). With {@link Builder#descendants} see {@link #closeAsync}; this is for the process alone.
     *
     * @return false when it has ended already
     */
    public boolean terminate() {
        return process.isAlive() && process.toHandle().destroy();
    }

    /**
     * Ends the process (SIGKILL); the exit is still to be waited for.
     *
     * @return false when it has ended already
     */
    public boolean kill() {
        return process.isAlive() && process.toHandle().destroyForcibly();
    }

    /** As {@link #kill}, of the descendants too that it has at this time; they are looked for on another thread. */
    public Coroutine<Void> killTree() {
        return new KillingTree(this);
    }

    /**
     * Sends a signal by its name: {@code signal("USR1")}. Other ones than TERM and KILL are sent by the shell's {@code kill},
     * on another thread.
     *
     * @param name with or without SIG
     * @throws IOException at the await, when there is no such signal, or the process has ended
     * @throws IllegalArgumentException for what can be no name
     */
    public Coroutine<Void> signal(String name) throws IOException {
        String bare = name.startsWith("SIG") ? name.substring(3) : name;
        if (!bare.matches("[A-Z0-9+-]+")) {
            throw new IllegalArgumentException("signal(\"" + name + "\"): name it as in kill -l, such as \"USR1\"");
        }
        return Io.defer(() -> new Watch<>(Ikat.toThread(() -> Signalling.send(this, bare))));
    }

    @Override
    public Coroutine<Void> closeAsync() {
        return new ProcessClosing(this);
    }

    /** The streams that are pipes are closed, and nothing more is written to the process. */
    void closeStreams() {
        abort(stdin);
        abort(stdout);
        abort(stderr);
    }

    static void abort(@Nullable PipeStream stream) {
        if (stream != null) {
            stream.abort();
        }
    }

    @Override
    public String toString() {
        return "process " + pid() + " " + options.command;
    }

    /** How a process is started; for any number of them, of one task at a time. */
    public static final class Builder {
        final List<String> command;
        final ProcessBuilder system;
        Duration grace = Duration.ofSeconds(5);
        boolean descendants;
        boolean onThreads;

        private Builder(List<String> command) {
            if (command.isEmpty()) {
                throw new IllegalArgumentException("there is no program to start; name it, and then its arguments");
            }
            this.command = command;
            system = new ProcessBuilder(command);
        }

        /** Where it runs; where this process runs unless set. */
        public Builder directory(Path directory) {
            system.directory(directory.toFile());
            return this;
        }

        /** Sets a variable of its environment, which begins as that of this process. Null takes the variable away. */
        public Builder environment(String name, @Nullable String value) {
            if (value == null) {
                system.environment().remove(name);
            } else {
                system.environment().put(name, value);
            }
            return this;
        }

        /** Its environment, instead of that of this process. */
        public Builder environment(Map<String, String> all) {
            system.environment().clear();
            system.environment().putAll(all);
            return this;
        }

        /** Where its standard input comes from: {@code PIPE} (the default), {@code INHERIT}, {@code DISCARD} for none, a file. */
        public Builder stdin(Redirect source) {
            system.redirectInput(source == Redirect.DISCARD ? Redirect.from(Stdio.NOTHING) : source);
            return this;
        }

        /** Where its standard output goes: {@code PIPE} (the default), {@code INHERIT}, {@code DISCARD}, a file. */
        public Builder stdout(Redirect target) {
            system.redirectOutput(target);
            return this;
        }

        /** Where its standard error goes, as {@link #stdout}. */
        public Builder stderr(Redirect target) {
            system.redirectError(target);
            return this;
        }

        /** Whether its standard error goes where its standard output goes. */
        public Builder redirectErrorStream(boolean merged) {
            system.redirectErrorStream(merged);
            return this;
        }

        /** How long a process that is closed has to end by itself; 5 seconds unless set, and zero kills it at once. */
        public Builder grace(Duration limit) {
            if (limit.isNegative()) {
                throw new IllegalArgumentException("grace(" + limit + "): zero or more");
            }
            grace = limit;
            return this;
        }

        /** Whether closing ends the descendants of the process too, those that it has at that time; they are not waited for. */
        public Builder descendants(boolean included) {
            descendants = included;
            return this;
        }

        /** What is changed after a start must not change the process. */
        private Builder copy() {
            Builder copy = new Builder(command);
            ProcessBuilder its = copy.system;
            its.directory(system.directory());
            its.environment().clear();
            its.environment().putAll(system.environment());
            its.redirectInput(system.redirectInput());
            its.redirectOutput(system.redirectOutput());
            its.redirectError(system.redirectError());
            its.redirectErrorStream(system.redirectErrorStream());
            copy.grace = grace;
            copy.descendants = descendants;
            copy.onThreads = onThreads;
            return copy;
        }

        /** Has threads move the bytes, as on systems that give pipes no path. */
        Builder onThreads() {
            onThreads = true;
            return this;
        }

        /** As {@link Subprocess#start}. */
        public Coroutine<Subprocess> start() throws IOException {
            return new Starting(copy());
        }

        /** As {@link Subprocess#run}. */
        public Coroutine<Communicated> run() throws IOException {
            return run(new byte[0]);
        }

        /** As {@link Subprocess#run}, with input. */
        public Coroutine<Communicated> run(byte[] input) throws IOException {
            return new RunningProcess(copy(), input);
        }
    }
}
