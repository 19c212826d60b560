import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.List;
import java.util.function.Supplier;

class GeneratorEnd {
    @Async
    static Generator<Integer> nothing() {
        emit(1);
        return null; // expect: generator-end "null is no generator: this one fails here instead of ending. Write return end();"
    }

    @Async
    static Generator<Integer> branches(int n, Generator<Integer> other) {
        if (n == 0) {
            return n > 1 ? other : null; // expect: generator-end "null is no generator"
        }
        if (n == 1) {
            return (null); // expect: generator-end "null is no generator"
        }
        if (n == 2) {
            return (Generator<Integer>) null; // expect: generator-end "null is no generator"
        }
        return switch (n) {
            case 3 -> end();
            case 4 -> null; // expect: generator-end "null is no generator"
            case 5 -> {
                Supplier<Generator<Integer>> lambda = () -> {
                    return null;
                };
                yield lambda.get();
            }
            default -> {
                if (n > 9) {
                    yield null; // expect: generator-end "null is no generator"
                }
                yield other;
            }
        };
    }

    @Async
    static AsyncGenerator<Integer> slow() {
        await(yieldNow());
        return null; // expect: generator-end "Write return end();"
    }

    @Async
    static Generator<Integer> values(Generator<Integer> other, Task<String> task, Coroutine<String> text) {
        if (task == null) {
            return end(other); // expect: generator-end "end(other) ends with a generator as the value, and emits nothing of it. Write return other; to go on with its elements"
        }
        if (text == null) {
            return end(nothing()); // expect: generator-end "Write return nothing();"
        }
        if (other == null) {
            return end(text); // expect: generator-end "end(text) ends with a coroutine as the value, and runs nothing of it"
        }
        return end(task);
    }

    @Async
    static AsyncGenerator<Integer> awaits(Coroutine<String> text) {
        return end(text); // expect: generator-end "Write return end(await(text));"
    }

    @Async
    static Generator<Integer> statement(int n) {
        if (n == 0) {
            end(); // expect: never-awaited "end() as a statement does not end the method. Write return end();"
        }
        return end();
    }

    static void lambdas() {
        Supplier<Generator<Integer>> woven = () -> {
            emit(1);
            return null; // expect: generator-end "null is no generator"
        };
        Supplier<Generator<Integer>> plain = () -> null;
        System.out.println("" + woven + plain);
    }

    static class Source implements AsyncIterable<Integer> {
        @Override
        public AsyncGenerator<Integer> iterator() {
            return null; // expect: generator-end "null is no generator"
        }
    }

    // None of these is wrong.

    @Async
    static Generator<Integer> ends(int n, Generator<Integer> other) {
        Generator<Integer> kept = null;
        if (n == 0) {
            return end(null);
        }
        if (n == 1) {
            return end(List.of(1));
        }
        if (n == 2) {
            return n > 1 ? other : end();
        }
        if (n == 3) {
            return kept;
        }
        return ends(n - 1, other);
    }

    /** Its callers may know what null means. */
    static Generator<Integer> maybe() {
        return null;
    }

    @SuppressWarnings("ikat:generator-end")
    @Async
    static Generator<Integer> suppressed() {
        return null;
    }
}
