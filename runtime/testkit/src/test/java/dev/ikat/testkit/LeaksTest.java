package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.AsyncGenerator;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.io.Pipes;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import dev.ikat.sync.Semaphore;
import java.io.IOException;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class LeaksTest {
    private static AbstractThrowableAssert<?, ?> assertLeaves(AsyncCallable<Void> program) {
        return assertThat(catchThrowable(() -> Simulation.run(program))).isInstanceOf(LeakError.class);
    }

    @Async
    private static Coroutine<Void> forgotten() {
        await(promise());
        return done();
    }

    @Async
    private static Coroutine<Void> forgets() {
        start(forgotten(), "forgotten");
        await(yieldNow());
        return done();
    }

    @Test
    void aTaskIsToldWithWhereItWasStartedAndWhereItWaits() {
        assertLeaves(LeaksTest::forgets)
                .hasMessageContaining("left 1 task: await it")
                .hasMessageMatching("(?s).*task forgotten, started at .*\\.forgets\\(LeaksTest.java:\\d+\\).*")
                .hasMessageMatching("(?s).*waits at .*\\.forgotten\\(LeaksTest.java:\\d+\\).*");
    }

    @Test
    void anExplorationTellsWhereToo() {
        assertThatThrownBy(() -> Simulation.explore(LeaksTest::forgets).tries(2).run())
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("found in try 1")
                .hasMessageContaining("started at ")
                .hasCauseInstanceOf(LeakError.class);
    }

    @Test
    void whatMayBeLeftIsCancelledAsInProduction() {
        Simulation.run(() -> {
            Simulation.current().leaks().allow();
            loop().callLater(Duration.ofHours(1), () -> {});
            return forgets();
        });
    }

    @Test
    void aTaskThatEndsByItselfAtOnceIsNotLeft() {
        Simulation.run(() -> {
            start(Gallery.turns(5));
            Task<Void> cancelled = start(forgotten());
            await(yieldNow());
            cancelled.cancel();
            start(afterACallElsewhere());
            return done();
        });
    }

    @Async
    private static Coroutine<Void> afterACallElsewhere() {
        await(toThread(() -> "done"));
        return done();
    }

    @Test
    void aTaskThatIsReadyForEverIsLeft() {
        assertLeaves(() -> {
                    start(Gallery.turns(Integer.MAX_VALUE), "busy");
                    return done();
                })
                .hasMessageContaining("task busy");
    }

    @Test
    void aTimerIsToldWithItsTime() {
        assertLeaves(() -> {
                    loop().callLater(Duration.ofMinutes(2), () -> {});
                    return done();
                })
                .hasMessageContaining("left 1 timer, the next one due in PT2M: cancel it");
    }

    @Async
    private static AsyncGenerator<Integer> numbers() {
        for (int i = 0; ; i++) {
            await(yieldNow());
            emit(i);
        }
    }

    @Test
    void aGeneratorThatHasBegunAndNotEnded() {
        assertLeaves(() -> {
                    AsyncGenerator<Integer> numbers = numbers();
                    await(numbers.hasNext());
                    return done();
                })
                .hasMessageContaining("left 1 open generator: iterate it with each(…)")
                .hasMessageContaining("LeaksTest.java");
    }

    @Test
    void aGeneratorThatIsClosedOrHasNotBegun() {
        Simulation.run(() -> {
            numbers();
            AsyncGenerator<Integer> closed = numbers();
            await(closed.hasNext());
            await(closed.closeAsync());
            return done();
        });
    }

    @Async
    private static Coroutine<Void> takesAndKeeps(Semaphore semaphore) {
        await(semaphore.acquire());
        return done();
    }

    @Test
    void aPermitThatIsNamed() {
        assertLeaves(() -> {
                    Semaphore semaphore = new Semaphore(3);
                    Simulation.current().leaks().returnsTo("permits of the pool", semaphore::available);
                    Simulation.current().leaks().allow();
                    await(start(takesAndKeeps(semaphore), "keeps"));
                    return done();
                })
                .hasMessageContaining("\"permits of the pool\": it was 3 and is 2");
    }

    @Test
    void permitsThatCameBack() {
        Simulation.run(() -> {
            Semaphore semaphore = new Semaphore(3);
            Simulation.current().leaks().returnsTo("permits", semaphore::available);
            await(semaphore.acquire()).close();
            return done();
        });
    }

    @Test
    void aCallElsewhereThatNobodyAwaits() {
        assertLeaves(() -> {
                    Simulation.current().calls().take(Duration.ofSeconds(1), Duration.ofSeconds(2));
                    toThread(() -> "late").cancel();
                    toThread(() -> "late");
                    return done();
                })
                .hasMessageContaining("left 1 call on other threads")
                .hasMessageNotContaining("timer");
    }

    @Test
    void channelsOnARealLoop() {
        assertThatThrownBy(() -> run(new Leaks().none(() -> {
                    Pipes.open();
                    return done();
                })))
                .isInstanceOf(LeakError.class)
                .hasMessageContaining("left 2 open channels: close what was opened");
    }

    @Async
    private static Coroutine<Void> listens() throws IOException {
        await(TcpServer.listen("0.0.0.0", 7, stream -> stream.closeAsync()));
        await(promise());
        return done();
    }

    @Test
    void aConnectionToAHostButNotWhatTheHostHas() {
        assertLeaves(() -> {
                    Simulation.current().network().host("server", LeaksTest::listens);
                    await(sleep(Duration.ofSeconds(1)));
                    await(TcpStream.connect("server", 7));
                    return done();
                })
                .hasMessageContaining("left 1 open channel: close what was opened");
    }

    @Test
    void aProgramThatFailsSaysWhyAndNotWhatItLeft() {
        assertThatThrownBy(() -> Simulation.run(() -> {
                    start(forgotten());
                    await(yieldNow());
                    throw new IllegalStateException("why");
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
