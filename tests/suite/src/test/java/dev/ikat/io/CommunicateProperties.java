package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Task;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** A child that reads and echoes in random blocks, to both outputs in turn: nothing jams, is lost, doubled or reordered. */
class CommunicateProperties extends ProcessFixture {
    /** Reads blocks of random sizes; each goes to the output, the errors, or both, after noise of a random size to the errors. */
    private static final String CHILD = """
            import os, random, sys
            random.seed(int(sys.argv[1]))
            unread = int(sys.argv[2])
            def put(fd, data):
                while data:
                    data = data[os.write(fd, data[:random.randint(1, 100000)]):]
            while unread > 0:
                block = os.read(0, min(unread, random.randint(1, 100000)))
                if not block:
                    break
                unread -= len(block)
                if random.random() < 0.1:
                    put(2, b"#" * random.randint(0, 100000))
                put(1, block)
                put(2, block)
            sys.exit(int(sys.argv[3]))
            """;

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void whateverTheSizes(
            @ForAll long seed,
            @ForAll @IntRange(max = 600_000) int size,
            @ForAll boolean readsAll,
            @ForAll boolean onThreads,
            @ForAll boolean cancelled) {
        Random random = new Random(seed);
        byte[] input = letters(size, random);
        int read = readsAll ? size : random.nextInt(size + 1);
        int exitCode = random.nextInt(120);
        withProcesses(() -> {
            var builder = Subprocess.builder("python3", "-S", "-c", CHILD, "" + seed, "" + read, "" + exitCode);
            try (var child = await((onThreads ? builder.onThreads() : builder).start())) {
                Task<Communicated> talking = start(child.communicate(input));
                if (cancelled) {
                    await(turns(5 + random.nextInt(10_000)));
                    talking.cancel();
                    await(until(talking::isDone));
                }
                Communicated result = talking.isCancelled() ? await(child.communicate()) : await(talking);
                byte[] expected = java.util.Arrays.copyOf(input, read);
                assertThat(result.stdout()).isEqualTo(expected);
                assertThat(result.stderrText().replace("#", "")).isEqualTo(text(expected));
                assertThat(child.returnCode()).hasValue(exitCode);
            }
            return done();
        });
    }

    private static byte[] letters(int size, Random random) {
        byte[] letters = new byte[size];
        for (int i = 0; i < size; i++) {
            letters[i] = (byte) ('a' + random.nextInt(26));
        }
        return letters;
    }
}
