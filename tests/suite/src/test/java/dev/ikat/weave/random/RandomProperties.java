package dev.ikat.weave.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.SameEachRun;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * Random programs, woven, do what they do plainly, with await as identity: when no await suspends, when each does and
 * when some do, while an await fails and while the task is cancelled. The system property {@code ikat.random.tries} has
 * the number of programs.
 */
class RandomProperties {
    private static final int BATCHES = 50;
    private static final int PROGRAMS = Integer.getInteger("ikat.random.tries", 300);

    @Property(
            tries = BATCHES,
            generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.FULL)
    @AddLifecycleHook(SameEachRun.class)
    void wovenProgramsDoWhatPlainOnesDo(@ForAll("batches") Batch batch) {
        String difference = Trial.check(batch);
        assertThat(difference).withFailMessage(() -> difference).isNull();
    }

    @Provide
    Arbitrary<Batch> batches() {
        int size = Math.max(1, PROGRAMS / BATCHES);
        return Arbitraries.fromGenerator(random -> new Shrinking(new Batch(
                IntStream.range(0, size).mapToObj(i -> Programs.random(random)).toList(), false)));
    }
}
