package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The sentences on events in what asyncio does. */
class EventTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<Void> waits(Event event, String word) {
        await(event.waitFor());
        log.add(word);
        return done();
    }

    @Test
    void settingItWakesAllWhoWaitInTheOrderOfTheirComing() {
        VirtualLoop.run(() -> {
            Event event = new Event();
            Task<Void> a = start(waits(event, "a"));
            Task<Void> b = start(waits(event, "b"));
            await(turns(3));
            assertThat(log).isEmpty();
            event.set();
            assertThat(event.isSet()).isTrue();
            assertThat(log).as("they run later").isEmpty();
            await(gather(a, b));
            return done();
        });
        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void whoWaitsWhileItIsSetDoesNotYield() {
        VirtualLoop.run(() -> {
            Event event = new Event();
            event.set();
            event.set();
            loop().callSoon(() -> log.add("callback"));
            await(event.waitFor());
            log.add("goes on");
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("goes on", "callback");
    }

    @Test
    void onceClearedItHoldsNewcomersButNotThoseItWoke() {
        VirtualLoop.run(() -> {
            Event event = new Event();
            Task<Void> early = start(waits(event, "early"));
            await(yieldNow());
            event.set();
            event.clear();
            assertThat(event.isSet()).isFalse();
            Task<Void> late = start(waits(event, "late"));
            await(early);
            await(turns(3));
            assertThat(late.isDone()).isFalse();
            event.set();
            await(late);
            return done();
        });
        assertThat(log).containsExactly("early", "late");
    }

    @Test
    void nothingIsWaitedForBeforeTheCoroutineIsAwaited() {
        VirtualLoop.run(() -> {
            Event event = new Event();
            Coroutine<Void> wait = event.waitFor();
            event.set();
            event.clear();
            Task<Void> task = start(wait);
            await(turns(2));
            assertThat(task.isDone()).isFalse();
            event.set();
            await(task);
            return done();
        });
    }

    @Test
    void aCancelledWaiterLeavesTheOthersWaiting() {
        VirtualLoop.run(() -> {
            Event event = new Event();
            Task<Void> a = start(waits(event, "a"));
            Task<Void> b = start(waits(event, "b"));
            await(yieldNow());
            a.cancel();
            await(turns(2));
            assertThat(a.isCancelled()).isTrue();
            assertThat(b.isDone()).isFalse();
            assertThat(event).hasToString("event (not set, 1 waiting)");
            event.set();
            await(b);
            assertThat(event).hasToString("event (set)");
            return done();
        });
        assertThat(log).containsExactly("b");
    }

    @Test
    void aTimeoutLeavesNoWaiterBehind() {
        VirtualLoop.run(() -> {
            Event event = new Event();
            assertThat(await(errorOf(timeout(ofMillis(5), event.waitFor()))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(event).hasToString("event (not set)");
            return done();
        });
    }

    @Test
    void aWokenTaskThatIsCancelledTakesNothingFromTheOthers() {
        VirtualLoop.run(() -> {
            Event event = new Event();
            Task<Void> a = start(waits(event, "a"));
            Task<Void> b = start(waits(event, "b"));
            await(yieldNow());
            event.set();
            a.cancel();
            await(b);
            assertThat(a.isCancelled()).isTrue();
            return done();
        });
        assertThat(log).containsExactly("b");
    }

    @Test
    void anotherLoopIsToldSo() {
        Event event = new Event();
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(1), event.waitFor()))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(event.waitFor())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this event serves the tasks of another loop");
            event.set();
            await(event.waitFor());
            return done();
        });
    }

    @Test
    void aSetFromAForeignThreadIsRefusedAndChangesNothing() {
        VirtualLoop.run(() -> {
            Event event = new Event();
            Task<Void> waiter = start(waits(event, "waiter"));
            await(yieldNow());
            AtomicReference<Throwable> error = new AtomicReference<>();
            Thread thread = new Thread(event::set, "foreign");
            thread.setUncaughtExceptionHandler((dead, thrown) -> error.set(thrown));
            thread.start();
            thread.join();
            assertThat(error.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("callSoonThreadsafe");
            assertThat(event.isSet()).isFalse();
            event.set();
            await(waiter);
            return done();
        });
    }
}
