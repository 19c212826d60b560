package dev.ikat.comparisons;

import dev.ikat.benchmarks.GeneratorElement;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of GeneratorElement beside Kotlin's {@code sequence}. An operation is one element. */
public class KotlinSequence extends GeneratorElement {
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int kotlin(Elements elements) {
        return sum(Sequences.all(elements.array));
    }
}
