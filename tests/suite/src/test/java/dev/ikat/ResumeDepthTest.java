package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a resume costs does not grow with the depth of the calls: only the innermost method is entered. */
class ResumeDepthTest {
    private final List<Integer> stacks = new ArrayList<>();

    @Async
    private Coroutine<Void> nested(int depth) {
        if (depth > 1) {
            await(nested(depth - 1));
            return done();
        }
        for (int resume = 0; resume < 3; resume++) {
            await(yieldNow());
            stacks.add(stackDepth());
        }
        return done();
    }

    private static int stackDepth() {
        return StackWalker.getInstance().walk(frames -> (int) frames.count());
    }

    @Test
    void aResumeStandsOnAStackThatDoesNotGrowWithTheDepth() {
        for (int depth : new int[] {1, 2, 100, 1000}) {
            VirtualLoop.run(() -> {
                await(start(nested(depth)));
                return done();
            });
        }
        assertThat(stacks).hasSize(12).containsOnly(stacks.get(0));
    }
}
