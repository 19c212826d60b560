package dev.ikat.comparisons;

import dev.ikat.benchmarks.GeneratorDepth;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of GeneratorDepth beside as many sequences, each with a {@code yieldAll} of the next. An operation is one element. */
public class KotlinSequenceDepth extends GeneratorDepth {
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int kotlin(Depth depth) {
        return sum(Sequences.nested(depth.depth, ELEMENTS));
    }
}
