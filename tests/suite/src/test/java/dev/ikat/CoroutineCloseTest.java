package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.sync.Permit;
import dev.ikat.sync.Semaphore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closing a coroutine that is suspended: its finally blocks run, here and now. */
class CoroutineCloseTest {
    private final List<Object> log = new ArrayList<>();

    @Async
    private Coroutine<Void> works(Awaitable<?> awaited) {
        try {
            await(awaited);
            log.add("went on");
        } finally {
            log.add("finally");
        }
        return done();
    }

    @Async
    private Coroutine<Void> calls(Coroutine<?> inner) {
        try {
            await(inner);
        } finally {
            log.add("outer finally");
        }
        return done();
    }

    @Test
    void itsFinallyBlocksRunAndItsTaskIsCancelled() {
        VirtualLoop.run(() -> {
            Coroutine<Void> coroutine = works(sleep(ofDays(1)));
            Task<Void> task = start(coroutine);
            await(yieldNow());
            coroutine.close();
            log.add("closed");
            assertThat(task.isCancelled()).isTrue();
            assertThat(allTasks()).containsExactly(currentTask());
            coroutine.close();
            return done();
        });
        assertThat(log).containsExactly("finally", "closed");
    }

    @Test
    void soDoThoseOfTheMethodsThatAwaitIt() {
        VirtualLoop.run(() -> {
            Coroutine<Void> inner = works(sleep(ofDays(1)));
            Task<Void> task = start(calls(inner));
            await(yieldNow());
            inner.close();
            assertThat(task.isCancelled()).isTrue();
            return done();
        });
        assertThat(log).containsExactly("finally", "outer finally");
    }

    @Test
    void whatItWaitedForIsGivenBack() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(1);
            Permit permit = await(semaphore.acquire());
            Coroutine<Void> waiting = works(semaphore.acquire());
            start(waiting);
            await(yieldNow());
            waiting.close();
            permit.close();
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
        assertThat(log).containsExactly("finally");
    }

    @Test
    void aTaskThatItAwaitedGoesOn() {
        VirtualLoop.run(() -> {
            Task<Void> other = start(works(sleep(ofMillis(5))));
            Coroutine<Void> waiting = calls(other.coroutine());
            start(waiting);
            await(yieldNow());
            waiting.close();
            await(other);
            return done();
        });
        assertThat(log).containsExactly("outer finally", "went on", "finally");
    }

    @Async
    private Coroutine<Void> cleansUpSlowly() {
        try {
            await(sleep(ofDays(1)));
        } finally {
            await(sleep(ofMillis(5)));
            log.add("cleaned up");
        }
        return done();
    }

    @Test
    void cleaningUpMayNotWait() {
        VirtualLoop.run(() -> {
            Coroutine<Void> coroutine = cleansUpSlowly();
            Task<Void> task = start(coroutine);
            await(yieldNow());
            assertThatThrownBy(coroutine::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cleansUpSlowly (CoroutineCloseTest.java:")
                    .hasMessageContaining("waits again instead of ending; cancel its task");
            await(sleep(ofMillis(10)));
            assertThat(task.isCancelled()).isTrue();
            return done();
        });
        assertThat(log).containsExactly("cleaned up");
    }

    @Async
    private Coroutine<Void> closesItself(Promise<Coroutine<Void>> self) {
        await(self).close();
        return done();
    }

    @Test
    void oneThatRunsCannotBeClosed() {
        VirtualLoop.run(() -> {
            Promise<Coroutine<Void>> self = promise();
            Coroutine<Void> coroutine = closesItself(self);
            Task<Void> task = start(coroutine);
            self.complete(coroutine);
            await(yieldNow());
            await(yieldNow());
            assertThat(task.exception())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is being run");
            return done();
        });
    }
}
