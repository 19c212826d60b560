package dev.ikat.io;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A pipe with a channel at our end and, at the other, a path that a process about to be started is redirected to: Linux
 * shows each descriptor as a file, and to open that is to open the pipe. So the streams of processes are polled like
 * sockets, cost no thread, close at once, and end when the last holder closes them; the JDK's own streams of a process
 * block, and are closed when the process exits, whoever still writes to them.
 *
 * <p>The JDK does not say which descriptor a channel has. It is found among the files that were not there before: it is
 * the pipe in which there are as many bytes as were just written, a random number, and none after they were taken out.
 * Nothing is taken from other pipes.
 *
 * <p>Source: proc(5), pipe(7). Trade-off: about half a millisecond a pipe, more with thousands of descriptors, next to the
 * two or three that a process costs.
 */
final class SharedPipe {
    private static final File DESCRIPTORS = new File("/proc/self/fd");

    /** A pipe holds at least a page. */
    private static final int MOST_MARKED = 4096;

    final Pipe pipe;

    /** For redirections, in both directions, while the pipe is open at both ends. */
    final File path;

    private SharedPipe(Pipe pipe, File path) {
        this.pipe = pipe;
        this.path = path;
    }

    /** Opens one; null where pipes have no path that can be found. */
    static @Nullable SharedPipe open() throws IOException {
        String[] before = DESCRIPTORS.list();
        if (before == null) {
            return null;
        }
        Pipe pipe = Pipe.open();
        try {
            File path = find(pipe, new HashSet<>(Arrays.asList(before)));
            if (path != null) {
                return new SharedPipe(pipe, path);
            }
        } catch (Throwable error) {
            close(pipe);
            throw error;
        }
        close(pipe);
        return null;
    }

    void close() throws IOException {
        close(pipe);
    }

    private static void close(Pipe pipe) throws IOException {
        pipe.sink().close();
        pipe.source().close();
    }

    private static @Nullable File find(Pipe pipe, Set<String> before) throws IOException {
        int marked = 1 + ThreadLocalRandom.current().nextInt(MOST_MARKED);
        pipe.sink().write(ByteBuffer.allocate(marked));
        List<File> candidates = new ArrayList<>();
        String[] now = DESCRIPTORS.list();
        for (String name : now == null ? new String[0] : now) {
            File file = new File(DESCRIPTORS, name);
            if (!before.contains(name) && holds(file, marked)) {
                candidates.add(file);
            }
        }
        for (ByteBuffer taken = ByteBuffer.allocate(marked); taken.hasRemaining(); ) {
            pipe.source().read(taken);
        }
        candidates.removeIf(candidate -> !holds(candidate, 0));
        return candidates.isEmpty() ? null : candidates.get(0);
    }

    /** Whether it is a pipe with so many bytes in it. */
    private static boolean holds(File descriptor, int bytes) {
        try {
            return Files.readSymbolicLink(Path.of(descriptor.getPath()))
                            .toString()
                            .startsWith("pipe:")
                    && available(descriptor) == bytes;
        } catch (IOException | RuntimeException closedMeanwhile) {
            return false;
        }
    }

    private static int available(File pipe) throws IOException {
        try (FileInputStream input = new FileInputStream(pipe)) {
            return input.available();
        }
    }
}
