package dev.ikat.weave;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncGenerator;
import dev.ikat.Coroutine;
import dev.ikat.Generator;
import dev.ikat.Ikat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a generator that a program still holds keeps alive: what its body needs, and an element that was not taken. */
class GeneratorsKeptAliveTest {
    private static void assertAlive(int kept) {
        assertThat(Thing.made()).as("things made").isPositive();
        Thing.collect(kept);
        assertThat(Thing.alive()).isEqualTo(kept);
    }

    private static void check(Generator<Object> generator, Consumer<Generator<Object>> use, int kept) {
        use.accept(generator);
        assertAlive(kept);
        assertThat((Object) generator).isNotNull();
        generator.close();
    }

    @Async
    private static Generator<Object> things(Thing argument) {
        Thing local = new Thing();
        emit(new Thing());
        emit(argument.use() + local.use());
        emit("last");
        return end();
    }

    @Async
    private static Generator<Object> all(Generator<Object> other) {
        emitAll(other);
        emit("own");
        return end();
    }

    private static void takes(Generator<Object> generator, int count) {
        for (int i = 0; i < count; i++) {
            generator.next();
        }
    }

    @Test
    void aNewOneKeepsItsArguments() {
        Thing.forget();
        check(things(new Thing()), generator -> {}, 1);
    }

    @Test
    void aSuspendedOneKeepsWhatItNeedsAndAnElementUntilItIsTaken() {
        Thing.forget();
        check(things(new Thing()), generator -> assertThat(generator.hasNext()).isTrue(), 3);
        Thing.forget();
        check(things(new Thing()), generator -> takes(generator, 1), 2);
        Thing.forget();
        check(things(new Thing()), generator -> takes(generator, 2), 0);
    }

    @Test
    void aClosedOneKeepsNothing() {
        Thing.forget();
        check(things(new Thing()), Generator::close, 0);
        Thing.forget();
        check(
                things(new Thing()),
                generator -> {
                    assertThat(generator.hasNext()).isTrue();
                    generator.close();
                },
                0);
    }

    @Test
    void oneThatEndedOrFailedKeepsNothing() {
        Thing.forget();
        check(things(new Thing()), generator -> generator.forEachRemaining(each -> {}), 0);
        Thing.forget();
        check(
                things(new Thing()),
                generator -> {
                    takes(generator, 1);
                    assertThatThrownBy(() -> generator.raise(new NoSuchElementException()))
                            .isNotNull();
                },
                0);
    }

    @Test
    void noneOfTheseThroughADelegator() {
        Thing.forget();
        check(all(all(things(new Thing()))), generator -> takes(generator, 1), 2);
        Thing.forget();
        check(all(all(things(new Thing()))), generator -> takes(generator, 2), 0);
        Thing.forget();
        check(all(all(things(new Thing()))), Generator::close, 0);
        Thing.forget();
        check(
                all(all(things(new Thing()))),
                generator -> {
                    takes(generator, 1);
                    generator.close();
                },
                0);
    }

    @Async
    private static Generator<Object> echo() {
        while (true) {
            emit("element");
        }
    }

    private static final class Heavy extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Thing thing = new Thing();

        int use() {
            return thing.use();
        }
    }

    @Async
    private static Generator<Object> failing() {
        emit("first");
        throw new Heavy();
    }

    @Async
    private static Generator<Object> catching() {
        try {
            emitAll(failing());
        } catch (Heavy error) {
            emit(error.use());
        }
        emit("later");
        emit("last");
        return end();
    }

    @Test
    void whatWasSentOrCaughtIsNotKept() {
        Thing.forget();
        check(
                echo(),
                generator -> {
                    generator.next();
                    generator.send(new Thing());
                },
                0);
        Thing.forget();
        check(
                all(echo()),
                generator -> {
                    generator.next();
                    generator.send(new Thing());
                },
                0);
        Thing.forget();
        check(catching(), generator -> takes(generator, 3), 0);
    }

    @Async
    private static AsyncGenerator<Object> asyncThings(Thing argument) {
        Thing local = new Thing();
        await(yieldNow());
        emit(new Thing());
        await(yieldNow());
        emit(argument.use() + local.use());
        emit("last");
        return end();
    }

    @Async
    private static AsyncGenerator<Object> asyncAll(AsyncGenerator<Object> other) {
        emitAll(other);
        emit("own");
        return end();
    }

    @Async
    private static Coroutine<Void> take(AsyncGenerator<Object> generator, int count) {
        for (int i = 0; i < count; i++) {
            if (await(generator.hasNext())) {
                generator.next();
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> checked(AsyncGenerator<Object> generator, int takes, boolean closes, int kept) {
        await(take(generator, takes));
        if (closes) {
            await(generator.closeAsync());
        }
        await(yieldNow());
        assertAlive(kept);
        await(generator.closeAsync());
        return done();
    }

    @Test
    void asynchronousOnesKeepNoMore() {
        for (boolean delegated : List.of(false, true)) {
            int[][] cases = {{0, 0, 1}, {1, 0, 2}, {2, 0, 0}, {0, 1, 0}, {1, 1, 0}, {4, 0, 0}};
            for (int[] each : cases) {
                Thing.forget();
                Ikat.run(checked(made(delegated), each[0], each[1] == 1, each[2]));
            }
        }
    }

    private static AsyncGenerator<Object> made(boolean delegated) {
        AsyncGenerator<Object> things = asyncThings(new Thing());
        return delegated ? asyncAll(things) : things;
    }

    @Async
    private static AsyncGenerator<Object> asyncEcho() {
        while (true) {
            emit("element");
        }
    }

    @Async
    private static Coroutine<Void> sends(AsyncGenerator<Object> generator) {
        await(take(generator, 1));
        await(generator.send(new Thing()));
        generator.next();
        await(yieldNow());
        assertAlive(0);
        await(generator.closeAsync());
        return done();
    }

    @Test
    void norWhatWasSentToThem() {
        Thing.forget();
        Ikat.run(sends(asyncEcho()));
        Thing.forget();
        Ikat.run(sends(asyncAll(asyncEcho())));
    }
}
