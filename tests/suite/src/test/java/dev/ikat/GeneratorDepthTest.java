package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Generators that delegate very deeply: on a small stack, and each element for the same price at any depth. */
class GeneratorDepthTest {
    private static final int DEPTH = 100_000;

    /** How often a walk's body went on. */
    private int steps;

    private record Node(
            @Nullable Node left, int value, @Nullable Node right) {}

    private static Node tree(boolean toTheLeft) {
        Node node = null;
        for (int i = 0; i < DEPTH; i++) {
            node = toTheLeft ? new Node(node, i, null) : new Node(null, DEPTH - 1 - i, node);
        }
        return node;
    }

    @Async
    private Generator<Integer> walk(@Nullable Node node) {
        steps++;
        if (node == null) {
            return end();
        }
        emitAll(walk(node.left));
        steps++;
        emit(node.value);
        steps++;
        emitAll(walk(node.right));
        steps++;
        return end();
    }

    @Async
    private AsyncGenerator<Integer> walkAsync(@Nullable Node node) {
        steps++;
        if (node == null) {
            return end();
        }
        emitAll(walkAsync(node.left));
        steps++;
        emit(node.value);
        steps++;
        emitAll(walkAsync(node.right));
        steps++;
        return end();
    }

    @Test
    void aDegenerateTreeIsWalkedInOrderAndEachBodyGoesOnAsOftenAsItIsWritten() {
        for (boolean toTheLeft : new boolean[] {true, false}) {
            steps = 0;
            int expected = 0;
            for (int each : walk(tree(toTheLeft))) {
                assertThat(each == expected).isTrue();
                expected++;
            }
            assertThat(expected).isEqualTo(DEPTH);
            assertThat(steps).isEqualTo(4 * DEPTH + DEPTH + 1);
        }
    }

    @Test
    void anAsynchronousOneToo() {
        for (boolean toTheLeft : new boolean[] {true, false}) {
            steps = 0;
            int count = VirtualLoop.run(() -> {
                int expected = 0;
                for (int each : each(walkAsync(tree(toTheLeft)))) {
                    assertThat(each == expected).isTrue();
                    expected++;
                }
                return done(expected);
            });
            assertThat(count).isEqualTo(DEPTH);
            assertThat(steps).isEqualTo(4 * DEPTH + DEPTH + 1);
        }
    }

    /** Counts how often the frames themselves are resumed: an element must not resume those that delegate. */
    @Async
    private Generator<Integer> nested(int depth) {
        if (depth > 0) {
            emitAll(nested(depth - 1));
        } else {
            for (int i = 0; i < 3; i++) {
                emit(new Throwable().getStackTrace().length);
            }
        }
        return end();
    }

    @Test
    void theStackIsAsShallowAtAnyDepth() {
        Generator<Integer> shallow = nested(1);
        Generator<Integer> deep = nested(DEPTH);
        shallow.next();
        deep.next();
        for (int i = 0; i < 2; i++) {
            assertThat(deep.next()).isEqualTo(shallow.next());
        }
    }

    @Test
    void aDeepChainIsClosedAndFailsWithoutOverflow() {
        Generator<Integer> closed = nested(DEPTH);
        closed.next();
        closed.close();
        assertThat(closed.hasNext()).isFalse();
        Generator<Integer> failed = nested(DEPTH);
        failed.next();
        assertThatThrownBy(() -> failed.raise(new UnsupportedOperationException()))
                .isInstanceOf(UnsupportedOperationException.class)
                .satisfies(error -> assertThat(error.getStackTrace()).hasSizeLessThan(1200));
        assertThat(failed.hasNext()).isFalse();
    }

    @Async
    private Generator<Integer> chain(int n) {
        emit(n);
        return n == 0 ? end("last") : chain(n - 1);
    }

    @Test
    void aLongChainOfReturnsToo() {
        Generator<Integer> generator = chain(DEPTH);
        for (int i = DEPTH; i >= 0; i--) {
            assertThat(generator.next() == i).isTrue();
        }
        assertThat(generator.hasNext()).isFalse();
        assertThat(generator.endValue()).isEqualTo("last");
    }
}
