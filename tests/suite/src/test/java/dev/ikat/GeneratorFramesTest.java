package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generators with frames of each size: all keep what lives, and none keeps anything once it has ended. */
class GeneratorFramesTest {
    private static final int ELEMENTS = 3;

    enum Size {
        FEW(GeneratorFramesTest::few),
        CHAIN(GeneratorFramesTest::chain),
        WIDE(GeneratorFramesTest::wide),
        ARRAYS(GeneratorFramesTest::arrays);

        private final BiFunction<Object, Boolean, Generator<String>> method;

        Size(BiFunction<Object, Boolean, Generator<String>> method) {
            this.method = method;
        }

        Generator<String> of(Object kept, boolean fails) {
            return method.apply(kept, fails);
        }
    }

    @Async
    private static Generator<String> few(Object kept, boolean fails) {
        for (int i = 0; i < ELEMENTS; i++) {
            emit(i + kept.toString());
        }
        throwIf(fails);
        return end(kept.toString().length());
    }

    @Async
    private static Generator<String> chain(Object kept, boolean fails) {
        for (int i = 0; i < ELEMENTS; i++) {
            emitAll(List.of(i + kept.toString()));
        }
        throwIf(fails);
        return end(kept.toString().length());
    }

    @Async
    private static Generator<String> wide(Object kept, boolean fails) {
        String a = "a", b = "b", c = "c", d = "d", e = "e";
        long l = 1, m = 2;
        for (int i = 0; i < ELEMENTS; i++) {
            emit(i + kept.toString());
            a += b + c + d + e + l + m;
        }
        assertThat(a).isEqualTo("abcde12bcde12bcde12");
        throwIf(fails);
        return end(kept.toString().length());
    }

    @Async
    private static Generator<String> arrays(Object kept, boolean fails) {
        String a = "a", b = "b", c = "c", d = "d", e = "e", f = "f", g = "g", h = "h", j = "j";
        for (int i = 0; i < ELEMENTS; i++) {
            emit(i + kept.toString());
            a += b + c + d + e + f + g + h + j;
        }
        assertThat(a).isEqualTo("abcdefghjbcdefghjbcdefghj");
        throwIf(fails);
        return end(kept.toString().length());
    }

    private static void throwIf(boolean fails) {
        if (fails) {
            throw new IllegalStateException("fails");
        }
    }

    private static WeakReference<Object> given(Size size, boolean fails, Consumer<Generator<String>> use) {
        StringBuilder kept = new StringBuilder("kept");
        Generator<String> generator = size.of(kept, fails);
        use.accept(generator);
        ended = generator;
        return new WeakReference<>(kept);
    }

    /** Held, so that only what it holds can be collected. */
    private static Generator<String> ended = end();

    private static void assertCollected(WeakReference<Object> kept) {
        for (int round = 0; round < 50 && kept.get() != null; round++) {
            System.gc();
        }
        assertThat(kept.get()).isNull();
        assertThat(ended.hasNext()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatHasEnded(Size size) {
        assertCollected(given(size, false, generator -> {
            assertThat(generator.stream())
                    .containsExactlyElementsOf(IntStream.range(0, ELEMENTS)
                            .mapToObj(i -> i + "kept")
                            .toList());
            assertThat(generator.endValue()).isEqualTo(4);
        }));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatHasFailed(Size size) {
        assertCollected(given(size, true, generator -> {
            for (int i = 0; i < ELEMENTS; i++) {
                assertThat(generator.next()).isEqualTo(i + "kept");
            }
            assertThatThrownBy(generator::hasNext).hasMessage("fails");
            assertThat(generator.endValue()).isNull();
        }));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsClosed(Size size) {
        assertCollected(given(size, false, generator -> {
            assertThat(generator.next()).isEqualTo("0kept");
            generator.close();
        }));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsClosedBeforeItBegins(Size size) {
        assertCollected(given(size, false, Generator::close));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWasPartOfAnother(Size size) {
        assertCollected(given(size, false, generator -> {
            assertThat(another(generator).stream()).containsExactly("first", "0kept", "1kept", "2kept", "4");
        }));
    }

    @Async
    private static Generator<String> another(Generator<String> generator) {
        emit("first");
        emit(String.valueOf((Object) emitAll(generator)));
        return end();
    }
}
