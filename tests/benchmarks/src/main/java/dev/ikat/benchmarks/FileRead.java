package dev.ikat.benchmarks;

import dev.ikat.io.AsyncFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A file that the system has in memory, read whole. An operation is one such read; so its time tells the throughput. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class FileRead {
    /** The file; with the size. */
    @State(Scope.Thread)
    public static class Source {
        @Param({"4", "1024", "16384"})
        public int kibibytes;

        Path path;

        @Setup(Level.Trial)
        public void make() throws IOException {
            byte[] bytes = new byte[kibibytes * 1024];
            new Random(kibibytes).nextBytes(bytes);
            path = Files.write(Files.createTempFile("ikat-benchmark", null), bytes);
        }

        @TearDown(Level.Trial)
        public void delete() throws IOException {
            Files.delete(path);
        }
    }

    @Benchmark
    public byte[] baseline(Source source) throws IOException {
        return Files.readAllBytes(source.path);
    }

    @Benchmark
    public byte[] ikat(Source source, LoopState state) throws IOException {
        return state.run(AsyncFiles.readAllBytes(source.path));
    }
}
