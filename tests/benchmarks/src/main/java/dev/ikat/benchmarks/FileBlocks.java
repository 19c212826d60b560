package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.io.AsyncFile;
import dev.ikat.io.AsyncFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A file of 16 MiB that the system has in memory, in blocks of 64 KiB. An operation is one block. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class FileBlocks {
    private static final int BLOCK = 64 * 1024;
    private static final int BLOCKS = 256;

    private Path path;
    private ExecutorService pool;

    @Setup(Level.Trial)
    public void make() throws IOException {
        byte[] bytes = new byte[BLOCK * BLOCKS];
        new Random(1).nextBytes(bytes);
        pool = Executors.newSingleThreadExecutor();
        path = Files.write(Files.createTempFile("ikat-benchmark", null), bytes);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        pool.shutdown();
        Files.delete(path);
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public long baseline() throws IOException {
        long sum = 0;
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
        try (FileChannel channel = FileChannel.open(path)) {
            while (channel.read(buffer.clear()) > 0) {
                sum += buffer.array()[0];
            }
        }
        return sum;
    }

    /** Each block by a call on another thread, for which this one blocks: what the way there and back costs. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public long poolThread() throws IOException, InterruptedException, ExecutionException {
        long sum = 0;
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
        try (FileChannel channel = FileChannel.open(path)) {
            while (pool.submit(() -> channel.read(buffer.clear())).get() > 0) {
                sum += buffer.array()[0];
            }
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public long ikat(LoopState state) throws IOException {
        return state.run(intoABuffer(path));
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public long ikatArrays(LoopState state) throws IOException {
        return state.run(arrays(path));
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public long ikatChunks(LoopState state) throws IOException {
        return state.run(chunks(path));
    }

    @Async
    private static Coroutine<Long> intoABuffer(Path path) throws IOException {
        long sum = 0;
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
        try (var file = await(AsyncFile.open(path))) {
            while (await(file.read(buffer.clear())) > 0) {
                sum += buffer.array()[0];
            }
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Long> arrays(Path path) throws IOException {
        long sum = 0;
        try (var file = await(AsyncFile.open(path))) {
            for (byte[] some; (some = await(file.read(BLOCK))).length > 0; ) {
                sum += some[0];
            }
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Long> chunks(Path path) throws IOException {
        long sum = 0;
        for (byte[] some : each(AsyncFiles.chunks(path, BLOCK))) {
            sum += some[0];
        }
        return done(sum);
    }
}
