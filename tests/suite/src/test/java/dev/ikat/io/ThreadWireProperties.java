package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the sizes on both sides, and whoever is slower: the bytes come out as they went in. */
class ThreadWireProperties extends ProcessFixture {
    private static final int SEVERAL_RINGS = 300_000;

    /** Gives less than it is asked for, and now and then lets others go first. */
    private static final class Uneven extends ByteArrayInputStream {
        private final Random random;

        Uneven(byte[] data, Random random) {
            super(data);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int from, int length) {
            if (random.nextInt(3) == 0) {
                Thread.yield();
            }
            return super.read(target, from, Math.min(length, 1 + random.nextInt(40_000)));
        }
    }

    @Property(tries = 40)
    void bytesComeOutAsTheyWentIn(
            @ForAll long seed, @ForAll @IntRange(max = SEVERAL_RINGS) int size, @ForAll boolean cancelling) {
        byte[] data = randomBytes(size, seed);
        withProcesses(() -> {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (var reader = Pipes.reader(new Uneven(data, new Random(seed + 1)));
                    var writer = Pipes.writer(target)) {
                await(copy(reader, writer, new Random(seed + 2), cancelling));
                await(writer.shutdownOutput());
            }
            assertThat(target.toByteArray()).isEqualTo(data);
            return done();
        });
    }

    @Async
    private static Coroutine<Void> copy(ByteReader reader, ByteWriter writer, Random random, boolean cancelling)
            throws IOException {
        while (true) {
            Task<byte[]> reading = start(reader.read(1 + random.nextInt(50_000)));
            if (cancelling && random.nextInt(3) == 0) {
                await(turns(random.nextInt(5)));
                reading.cancel();
            }
            await(until(reading::isDone));
            byte[] bytes = reading.isCancelled() ? null : reading.result();
            if (bytes != null && bytes.length == 0) {
                return done();
            }
            if (bytes != null) {
                await(writer.write(bytes));
            }
        }
    }
}
