package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentences on barriers in what asyncio does. */
class BarrierTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<Integer> arrives(Barrier barrier, String word) {
        try {
            int index = await(barrier.arrive());
            log.add(word + " " + index);
            return done(index);
        } catch (BrokenBarrierException e) {
            log.add(word + " broken");
            throw e;
        }
    }

    @Test
    void allPassOnceTheLastHasArrivedWhichDoesNotYield() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(3);
            Task<Integer> a = start(arrives(barrier, "a"));
            Task<Integer> b = start(arrives(barrier, "b"));
            await(turns(3));
            assertThat(log).isEmpty();
            assertThat(barrier.waiting()).isEqualTo(2);
            await(arrives(barrier, "c"));
            assertThat(log).containsExactly("c 2");
            await(gather(a, b));
            return done();
        });
        assertThat(log).containsExactly("c 2", "a 0", "b 1");
    }

    @Test
    void oneAfterTheOtherIsFilled() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            for (int i = 0; i < 3; i++) {
                await(gather(arrives(barrier, "a"), arrives(barrier, "b")));
            }
            await(gather(arrives(barrier, "c"), arrives(barrier, "d"), arrives(barrier, "e"), arrives(barrier, "f")));
            assertThat(barrier.waiting()).isZero();
            return done();
        });
        assertThat(log.subList(6, 10)).containsExactlyInAnyOrder("c 0", "d 1", "e 0", "f 1");
    }

    @Test
    void aBarrierOfOneHoldsNobody() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(1);
            loop().callSoon(() -> log.add("callback"));
            await(arrives(barrier, "a"));
            await(arrives(barrier, "b"));
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("a 0", "b 0", "callback");
    }

    @Test
    void lessThanOnePartyIsAnError() {
        assertThatThrownBy(() -> new Barrier(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 parties");
        assertThat(new Barrier(4).parties()).isEqualTo(4);
    }

    @Test
    void nobodyArrivesBeforeTheCoroutineIsAwaited() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            barrier.arrive();
            Task<Integer> a = start(arrives(barrier, "a"));
            await(turns(2));
            assertThat(a.isDone()).isFalse();
            await(barrier.arrive());
            await(a);
            return done();
        });
    }

    @Test
    void whoArrivesWhileItDrainsWaitsForTheNextTime() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            Task<Integer> a = start(arrives(barrier, "a"));
            await(yieldNow());
            await(arrives(barrier, "b"));
            assertThat(barrier.waiting()).as("draining").isZero();
            assertThat(barrier).hasToString("barrier (draining, 0 of 2 waiting)");
            Task<Integer> c = start(arrives(barrier, "c"));
            await(turns(3));
            assertThat(a.isDone()).isTrue();
            assertThat(c.isDone()).isFalse();
            assertThat(barrier).hasToString("barrier (filling, 1 of 2 waiting)");
            await(arrives(barrier, "d"));
            await(c);
            return done();
        });
        assertThat(log).containsExactly("b 1", "a 0", "d 1", "c 0");
    }

    /** The woken one has not run yet when the newcomer, within the same turn, finds the barrier draining. */
    @Test
    void aNewcomerThatFindsItDrainingIsLetInWhenAllHaveLeft() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            Task<Integer> a = start(arrives(barrier, "a"));
            await(yieldNow());
            Task<Integer> newcomer = start(arrives(barrier, "newcomer"));
            await(arrives(barrier, "b"));
            await(turns(4));
            assertThat(a.isDone()).isTrue();
            assertThat(newcomer.isDone()).isFalse();
            assertThat(barrier.waiting()).isEqualTo(1);
            await(arrives(barrier, "c"));
            await(newcomer);
            return done();
        });
        assertThat(log).containsExactly("b 1", "a 0", "c 1", "newcomer 0");
    }

    @Test
    void aCancelledTaskWithdrawsAndTheOthersWaitOn() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(3);
            Task<Integer> a = start(arrives(barrier, "a"));
            Task<Integer> b = start(arrives(barrier, "b"));
            await(yieldNow());
            a.cancel();
            assertThat(await(errorOf(a))).isInstanceOf(CancelledError.class);
            assertThat(barrier.waiting()).isEqualTo(1);
            Task<Integer> c = start(arrives(barrier, "c"));
            await(turns(2));
            assertThat(b.isDone()).isFalse();
            await(arrives(barrier, "d"));
            await(gather(b, c));
            return done();
        });
        assertThat(log).as("each index once").containsExactly("d 2", "b 0", "c 1");
    }

    @Test
    void aTaskCancelledAfterTheLastHasArrivedHoldsNobodyUp() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(3);
            Task<Integer> a = start(arrives(barrier, "a"));
            Task<Integer> b = start(arrives(barrier, "b"));
            await(yieldNow());
            await(arrives(barrier, "c"));
            a.cancel();
            await(b);
            assertThat(a.isCancelled()).isTrue();
            assertThat(barrier).hasToString("barrier (filling, 0 of 3 waiting)");
            return done();
        });
        assertThat(log).containsExactly("c 2", "b 1");
    }

    @Test
    void aTimeoutWithdrawsToo() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            assertThat(await(errorOf(timeout(ofMillis(5), barrier.arrive()))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(barrier.waiting()).isZero();
            return done();
        });
    }

    @Test
    void aResetBreaksItForThoseWhoWaitAndIsOverWhenTheyHaveLeft() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(3);
            Task<Integer> a = start(arrives(barrier, "a"));
            Task<Integer> b = start(arrives(barrier, "b"));
            await(yieldNow());
            await(barrier.reset());
            assertThat(barrier.isBroken()).isFalse();
            assertThat(barrier).hasToString("barrier (resetting, 0 of 3 waiting)");
            Task<Integer> c = start(arrives(barrier, "c"));
            assertThat(await(errorOf(a)))
                    .isInstanceOf(BrokenBarrierException.class)
                    .hasMessage("the barrier was reset while this task waited at it");
            assertThat(await(errorOf(b))).isInstanceOf(BrokenBarrierException.class);
            await(turns(2));
            assertThat(barrier.waiting()).as("the newcomer").isEqualTo(1);
            await(gather(arrives(barrier, "d"), arrives(barrier, "e"), c));
            return done();
        });
        assertThat(log).startsWith("a broken", "b broken").hasSize(5);
    }

    @Test
    void aResetWithNobodyAtItIsHarmlessAndWakesTheBroken() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            await(barrier.reset());
            await(barrier.abort());
            assertThat(barrier.isBroken()).isTrue();
            await(barrier.reset());
            assertThat(barrier.isBroken()).isFalse();
            await(gather(arrives(barrier, "a"), arrives(barrier, "b")));
            return done();
        });
    }

    @Test
    void anAbortBreaksItForThoseWhoWaitAndThoseWhoCome() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(3);
            Task<Integer> a = start(arrives(barrier, "a"));
            await(yieldNow());
            await(barrier.abort());
            assertThat(barrier.isBroken()).isTrue();
            assertThat(barrier.waiting()).isZero();
            assertThat(barrier).hasToString("barrier (broken)");
            assertThat(await(errorOf(arrives(barrier, "b"))))
                    .isInstanceOf(BrokenBarrierException.class)
                    .hasMessage("the barrier was aborted; await reset() to use it again");
            assertThat(await(errorOf(a)))
                    .isInstanceOf(BrokenBarrierException.class)
                    .hasMessage("the barrier was aborted while this task waited at it");
            assertThat(barrier.isBroken()).as("until it is reset").isTrue();
            return done();
        });
    }

    @Test
    void aResetWhileTheBrokenHaveNotLeftLetsThemFail() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            Task<Integer> a = start(arrives(barrier, "a"));
            await(yieldNow());
            await(barrier.abort());
            await(barrier.reset());
            assertThat(barrier).hasToString("barrier (resetting, 0 of 2 waiting)");
            assertThat(await(errorOf(a))).isInstanceOf(BrokenBarrierException.class);
            assertThat(barrier).hasToString("barrier (filling, 0 of 2 waiting)");
            return done();
        });
    }

    @Test
    void aResetOrAbortWhileItDrainsBreaksItForThoseThatHaveNotLeft() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            for (Coroutine<Void> breaking : List.of(barrier.reset(), barrier.abort())) {
                Task<Integer> a = start(arrives(barrier, "a"));
                await(yieldNow());
                await(arrives(barrier, "b"));
                await(breaking);
                assertThat(await(errorOf(a))).isInstanceOf(BrokenBarrierException.class);
            }
            return done();
        });
        assertThat(log).containsExactly("b 1", "a broken", "b 1", "a broken");
    }

    @Test
    void resetAndAbortDoNothingBeforeTheyAreAwaited() {
        VirtualLoop.run(() -> {
            Barrier barrier = new Barrier(2);
            barrier.abort();
            barrier.reset();
            assertThat(barrier.isBroken()).isFalse();
            return done();
        });
    }

    @Test
    void anotherLoopIsToldSoAndNobodyIsCounted() {
        Barrier barrier = new Barrier(2);
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(1), barrier.arrive()))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(barrier.arrive())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this barrier serves the tasks of another loop");
            assertThat(barrier.waiting()).isZero();
            return done();
        });
    }
}
