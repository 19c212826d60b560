package dev.ikat.weave.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.SameEachRun;
import dev.ikat.weave.corpus.Traces;
import dev.ikat.weave.plan.Aim;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * The weaver depends on what byte code means, not on how javac writes it. The corpus, compiled by javac, is mutated as
 * other compilers, optimisers and obfuscators would have it; a mutant must do what the program did, plainly and woven.
 *
 * <p>The number of tries is the system property {@code ikat.mutation.tries}.
 */
class MutationProperties {
    private static final int MOST_MUTATIONS = 16;

    @Property(generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(SameEachRun.class)
    @AddLifecycleHook(Tries.class)
    void mutantsDoTheSame(@ForAll("programs") Program program, @ForAll("mutations") List<Mutation> mutations) {
        check(program, mutations);
    }

    static void check(Program program, List<Mutation> mutations) {
        Mutant mutant = mutant(program, mutations);
        if (!mutant.isChanged()) {
            return;
        }
        Map<String, byte[]> classes = mutant.classes();
        Assume.that(isWithinTheRules(program, classes));
        assertThat(described(mutant, () -> Traces.plain(program.main(), classes)))
                .as(() -> "the mutation itself, plainly: " + mutant)
                .isEqualTo(program.plain());
        for (Aim aim : Aim.values()) {
            Map<String, byte[]> woven = described(mutant, () -> Traces.weave(classes, aim));
            for (boolean suspending : List.of(false, true)) {
                assertThat(described(mutant, () -> Traces.woven(program.main(), woven, suspending)))
                        .as(() -> "woven for " + aim + ", suspending: " + suspending + ": " + mutant)
                        .isEqualTo(program.reference());
            }
        }
    }

    private static Mutant mutant(Program program, List<Mutation> mutations) {
        try {
            return Mutant.of(program, mutations);
        } catch (IllegalStateException spoilt) {
            Assume.that(!(spoilt.getCause() instanceof AnalyzerException));
            throw spoilt;
        }
    }

    /** Code that is copied before a join makes two unfinished objects of one, which may not meet there. */
    private static boolean isWithinTheRules(Program program, Map<String, byte[]> classes) {
        try {
            Traces.plain(program.main(), classes);
            return true;
        } catch (VerifyError error) {
            return false;
        } catch (LinkageError | RuntimeException | AssertionError error) {
            return true;
        }
    }

    /** What goes wrong says for which mutant. */
    private static <T> T described(Mutant mutant, Supplier<T> step) {
        try {
            return step.get();
        } catch (LinkageError | RuntimeException | AssertionError error) {
            throw new AssertionError(error.getMessage() + "\n" + mutant, error);
        }
    }

    @Provide
    Arbitrary<Program> programs() throws IOException {
        return Arbitraries.of(Program.all()).dontShrink();
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers()
                                .between(0, Integer.MAX_VALUE)
                                .withDistribution(RandomDistribution.uniform()))
                .as(Mutation::new)
                .dontShrink()
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST_MUTATIONS);
    }

    /** Sets the number of tries. */
    static final class Tries implements AroundPropertyHook {
        private static final int USUAL = 250;

        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            context.attributes().setTries(Integer.getInteger("ikat.mutation.tries", USUAL));
            return property.execute();
        }
    }
}
