package dev.ikat.weave.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mutation that finds no place tests nothing. */
@Tag("once")
class KindTest {
    private static final int SEEDS = 5;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void findsAPlaceSomewhereInTheCorpus(Kind kind) throws IOException {
        List<Program> programs = Program.all();
        boolean found = programs.stream()
                .anyMatch(program -> IntStream.range(0, SEEDS)
                        .mapToObj(seed -> Mutant.of(program, List.of(new Mutation(kind, seed))))
                        .anyMatch(Mutant::isChanged));
        assertThat(found).isTrue();
    }
}
