package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Random operations on an open file, some of them cancelled, against {@link RandomAccessFile}. */
class AsyncFileProperties extends FilesFixture {
    private static final int STEPS = 60;

    @BeforeTry
    void before() throws IOException {
        makeDirectory();
    }

    @AfterTry
    void after() throws IOException {
        deleteDirectory();
    }

    @Property(tries = 100)
    void itReadsAndWritesAsTheJdkDoes(@ForAll long seed) throws IOException {
        Path ours = directory.resolve("ours");
        Path reference = directory.resolve("reference");
        try (RandomAccessFile model = new RandomAccessFile(reference.toFile(), "rw")) {
            inLoop(() -> {
                try (var file = await(AsyncFile.open(
                        ours, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE))) {
                    await(steps(file, model, new Random(seed)));
                }
                return done();
            });
        }
        assertThat(Files.readAllBytes(ours)).isEqualTo(Files.readAllBytes(reference));
    }

    @Async
    private static Coroutine<Void> steps(AsyncFile file, RandomAccessFile model, Random random) throws IOException {
        for (int step = 0; step < STEPS; step++) {
            byte[] bytes = new byte[random.nextInt(500)];
            random.nextBytes(bytes);
            int count = 1 + random.nextInt(800);
            long at = random.nextInt(3000);
            long before = model.getFilePointer();
            switch (random.nextInt(9)) {
                case 0 -> assertThat(await(file.read(count))).isEqualTo(read(model, count));
                case 1 -> {
                    model.seek(at);
                    assertThat(await(file.readAt(at, count))).isEqualTo(read(model, count));
                    model.seek(before);
                }
                case 2 -> {
                    await(file.write(bytes));
                    model.write(bytes);
                }
                case 3 -> {
                    await(file.writeAt(at, bytes));
                    model.seek(at);
                    model.write(bytes);
                    model.seek(before);
                }
                case 4 -> {
                    await(file.truncate(at));
                    if (at < model.length()) {
                        model.setLength(at);
                    }
                    model.seek(Math.min(before, at));
                }
                case 5 -> {
                    file.position(at);
                    model.seek(at);
                }
                case 6 -> {
                    ByteBuffer buffer = ByteBuffer.allocate(count);
                    int got = await(file.read(buffer));
                    byte[] expected = read(model, count);
                    assertThat(got).isEqualTo(expected.length == 0 ? -1 : expected.length);
                    assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(expected));
                }
                case 7 -> {
                    Task<byte[]> read = start(file.read(count));
                    await(cancelled(read, random));
                    if (read.isCancelled()) {
                        assertThat(file.position()).as("after a cancelled read").isEqualTo(before);
                    } else {
                        assertThat(await(read)).isEqualTo(read(model, count));
                    }
                }
                default -> assertThat(await(file.size())).isEqualTo(model.length());
            }
            assertThat(file.position()).isEqualTo(model.getFilePointer());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> cancelled(Task<?> task, Random random) {
        await(turns(random.nextInt(4)));
        task.cancel();
        while (!task.isDone()) {
            await(yieldNow());
        }
        return done();
    }

    private static byte[] read(RandomAccessFile model, int count) throws IOException {
        byte[] bytes = new byte[count];
        int got = model.read(bytes);
        return java.util.Arrays.copyOf(bytes, Math.max(0, got));
    }
}
