package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A consumer is cancelled in each of its turns, so at each of its suspension points and both before and after it is woken
 * from it, and twice: each finally block of each generator runs once, and no generator is left open.
 */
class AsyncGeneratorProperties {
    private static final int MOST_TURNS = 200;

    private final List<String> log = new ArrayList<>();
    private int open;

    @Async
    private AsyncGenerator<Integer> source(String name, int n) {
        await(yieldNow());
        open++;
        try {
            for (int i = 0; i < n; i++) {
                await(yieldNow());
                emit(i);
            }
        } finally {
            try {
                await(yieldNow());
            } finally {
                open--;
                log.add(name);
            }
        }
        return end();
    }

    @Async
    private AsyncGenerator<Integer> delegating(String name) {
        open++;
        try {
            emitAll(source(name + "1", 1));
            emitAll(source(name + "2", 2));
        } finally {
            open--;
            log.add(name);
        }
        return end();
    }

    @Async
    private AsyncGenerator<Integer> iterating(String name) {
        open++;
        try {
            for (int each : each(delegating(name + "d"))) {
                emit(each * 2);
                await(yieldNow());
            }
        } finally {
            open--;
            log.add(name);
        }
        return end();
    }

    @Async
    private Coroutine<Void> nested() {
        int round = 0;
        for (int a : each(iterating("n"))) {
            for (int b : each(source("b" + round++, 2))) {
                await(yieldNow());
                if (b == a) {
                    break;
                }
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> byHand() {
        try (AsyncGenerator<Integer> generator = iterating("a")) {
            while (await(generator.hasNext())) {
                generator.next();
                await(yieldNow());
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> several() {
        await(taskGroup(group -> {
            group.start(nested());
            group.start(byHand());
            return done();
        }));
        return done();
    }

    @Async
    private Coroutine<Integer> drive(Coroutine<Void> program, List<Integer> cuts) {
        Task<Void> task = start(program);
        int turn = 0;
        while (!task.isDone() && turn < MOST_TURNS) {
            if (cuts.contains(turn)) {
                task.cancel();
            }
            await(yieldNow());
            turn++;
        }
        assertThat(task.isDone()).isTrue();
        if (!task.isCancelled()) {
            assertThat(task.exception()).isNull();
        }
        return done(turn);
    }

    /** How many turns it took. */
    private int run(AsyncCallable<Void> program, List<Integer> cuts) {
        log.clear();
        open = 0;
        return VirtualLoop.run(() -> {
            int turns = await(drive(program.call(), cuts));
            assertThat(open).as("open after cancellations in turns %s", cuts).isZero();
            assertThat(log)
                    .as("finally blocks after cancellations in turns %s", cuts)
                    .doesNotHaveDuplicates();
            return done(turns);
        });
    }

    private DynamicTest test(String name, AsyncCallable<Void> program) {
        return DynamicTest.dynamicTest(name, () -> {
            int turns = run(program, List.of());
            assertThat(turns).isGreaterThan(10);
            for (int first = 0; first < turns; first++) {
                run(program, List.of(first));
                for (int second = first + 1; second < Math.min(turns, first + 6); second++) {
                    run(program, List.of(first, second));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> cancelledAnywhereEachIsClosedOnce() {
        return Stream.of(
                test("nested loops", this::nested), test("by hand", this::byHand), test("in a group", this::several));
    }
}
