package dev.ikat.io;

import dev.ikat.loop.SelectorLoop;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;

/**
 * The starting of a process, which blocks, and its standard streams, which the loop then takes: pipes of ours where the
 * system lets a process be redirected to them, else the streams of the JDK on threads.
 */
final class Stdio {
    /** What is empty to read, and takes everything. */
    static final File NOTHING = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

    private final SelectorLoop loop;
    private final Subprocess.Builder options;
    private final boolean inputIsPiped;
    private final boolean outputIsPiped;
    private final boolean errorIsPiped;
    private @Nullable SharedPipe input;
    private @Nullable SharedPipe output;
    private @Nullable SharedPipe error;

    Stdio(SelectorLoop loop, Subprocess.Builder options) {
        this.loop = loop;
        this.options = options;
        ProcessBuilder system = options.system;
        inputIsPiped = system.redirectInput() == Redirect.PIPE;
        outputIsPiped = system.redirectOutput() == Redirect.PIPE;
        errorIsPiped = system.redirectError() == Redirect.PIPE && !system.redirectErrorStream();
    }

    /** Starts the process, on any thread, once; what failed leaves nothing open. */
    Process launch() throws IOException {
        try {
            if (!options.onThreads) {
                share();
            }
            Process process = options.system.start();
            closeTheirEnds();
            return process;
        } catch (IOException failed) {
            close();
            throw new IOException("could not start " + options.command + in() + ": " + failed.getMessage(), failed);
        } catch (Throwable failed) {
            close();
            throw failed;
        }
    }

    private String in() {
        File directory = options.system.directory();
        return directory == null ? "" : " in " + directory;
    }

    private void share() throws IOException {
        ProcessBuilder system = options.system;
        if (inputIsPiped && (input = SharedPipe.open()) != null) {
            system.redirectInput(Redirect.from(input.path));
        }
        if (outputIsPiped && (output = SharedPipe.open()) != null) {
            system.redirectOutput(Redirect.to(output.path));
        }
        if (errorIsPiped && (error = SharedPipe.open()) != null) {
            system.redirectError(Redirect.to(error.path));
        }
    }

    private void closeTheirEnds() throws IOException {
        if (input != null) {
            input.pipe.source().close();
        }
        if (output != null) {
            output.pipe.sink().close();
        }
        if (error != null) {
            error.pipe.sink().close();
        }
    }

    /** Gives up what the loop has not taken. */
    void close() throws IOException {
        for (SharedPipe pipe : new @Nullable SharedPipe[] {input, output, error}) {
            if (pipe != null) {
                pipe.close();
            }
        }
    }

    /** On the loop, as the others below; null when it is no pipe. */
    @Nullable
    PipeStream input(Process process, String name) throws IOException {
        if (!inputIsPiped) {
            return null;
        }
        Wire wire = input != null
                ? PipeWire.of(loop, input.pipe.sink())
                : new WritingThread(loop, process.getOutputStream(), "stdin-" + process.pid());
        return new PipeStream(wire, name);
    }

    @Nullable
    PipeStream output(Process process, String name) throws IOException {
        if (!outputIsPiped) {
            return null;
        }
        Wire wire = output != null
                ? PipeWire.of(loop, output.pipe.source())
                : new ReadingThread(loop, process.getInputStream(), "stdout-" + process.pid());
        return new PipeStream(wire, name);
    }

    @Nullable
    PipeStream error(Process process, String name) throws IOException {
        if (!errorIsPiped) {
            return null;
        }
        Wire wire = error != null
                ? PipeWire.of(loop, error.pipe.source())
                : new ReadingThread(loop, process.getErrorStream(), "stderr-" + process.pid());
        return new PipeStream(wire, name);
    }
}
