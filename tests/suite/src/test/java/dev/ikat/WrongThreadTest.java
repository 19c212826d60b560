package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.loop.SelectorLoop;
import dev.ikat.sync.Condition;
import dev.ikat.sync.Event;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Queue;
import dev.ikat.sync.Semaphore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What belongs to the loop's thread says so elsewhere, whether debug mode is on or not, and nothing has changed. */
class WrongThreadTest {
    private static void assertWrongThread(String name, Runnable call) {
        assertThat(PromiseTest.errorOnThread(call))
                .as(name)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("foreign")
                .hasMessageContaining("callSoonThreadsafe");
    }

    @Test
    void promises() {
        VirtualLoop.run(() -> {
            Promise<String> pending = promise();
            Promise<String> done = promise();
            done.complete("x");
            Promise<?> empty = gather();
            Map<String, Runnable> calls = new TreeMap<>();
            calls.put("complete", () -> pending.complete("x"));
            calls.put("fail", () -> pending.fail(new IOException()));
            calls.put("tryComplete", () -> pending.tryComplete("x"));
            calls.put("tryFail", () -> pending.tryFail(new IOException()));
            calls.put("cancel", () -> pending.cancel());
            calls.put("cancel with a message", () -> pending.cancel("x"));
            calls.put("cancel of a gather", () -> empty.cancel());
            calls.put("result", done::result);
            calls.put("exception", done::exception);
            calls.put("onDone", () -> pending.onDone(each -> {}));
            calls.put("removeCallback", () -> pending.removeCallback(each -> {}));
            calls.put("toCompletableFuture", pending::toCompletableFuture);
            calls.forEach(WrongThreadTest::assertWrongThread);
            assertThat(pending.isDone()).isFalse();
            return done();
        });
    }

    @Test
    void tasks() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(turns(100));
            task.cancel();
            Map<String, Runnable> calls = new TreeMap<>();
            calls.put("cancel", () -> task.cancel());
            calls.put("uncancel", task::uncancel);
            calls.put("stack", task::stack);
            calls.put("result", task::result);
            calls.put("exception", task::exception);
            calls.put("onDone", () -> task.onDone(each -> {}));
            calls.forEach(WrongThreadTest::assertWrongThread);
            assertThat(task.cancelling()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void primitivesThatATaskHasWaitedOn() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Lock lock = new Lock();
            Event event = new Event();
            Condition condition = new Condition();
            Queue<String> queue = new Queue<>();
            lock.tryAcquire();
            condition.lock().tryAcquire();
            List<Task<?>> waiting = List.of(
                    start(semaphore.acquire()),
                    start(lock.acquire()),
                    start(event.waitFor()),
                    start(condition.waitFor()),
                    start(queue.take()));
            await(turns(3));
            waiting.forEach(Task::cancel);
            await(turns(3));
            Map<String, Runnable> calls = new TreeMap<>();
            calls.put("Semaphore.tryAcquire", semaphore::tryAcquire);
            calls.put("Semaphore.release", semaphore::release);
            calls.put("Lock.tryAcquire", lock::tryAcquire);
            calls.put("Lock.release", lock::release);
            calls.put("Event.set", event::set);
            calls.put("Event.clear", event::clear);
            calls.put("Condition.signal", condition::signal);
            calls.put("Condition.signalAll", condition::signalAll);
            calls.put("Queue.offer", () -> queue.offer("x"));
            calls.put("Queue.poll", queue::poll);
            calls.forEach(WrongThreadTest::assertWrongThread);
            assertThat(semaphore.available()).isZero();
            assertThat(lock.isLocked()).isTrue();
            assertThat(event.isSet()).isFalse();
            assertThat(queue.size()).isZero();
            return done();
        });
    }

    @Test
    void whatAnyThreadMayAsk() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(turns(3), "asked");
            assertThat(PromiseTest.errorOnThread(() -> {
                        assertThat(task.isDone()).isFalse();
                        assertThat(task.isCancelled()).isFalse();
                        assertThat(task.name()).isEqualTo("asked");
                        assertThat(task.toString()).contains("asked");
                        assertThat(task.startedAt()).isEmpty();
                    }))
                    .isNull();
            await(task);
            return done();
        });
    }

    @Test
    void whereNoLoopRuns() {
        for (Runnable call : new Runnable[] {
            Ikat::promise, Ikat::loop, Ikat::allTasks, Ikat::currentTask, () -> start(done()), () -> gather()
        }) {
            assertThat(PromiseTest.errorOnThread(call))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no event loop runs on this thread (foreign)")
                    .hasMessageContaining("callSoonThreadsafe");
        }
    }

    @Test
    void theCountsOfALoop() {
        try (SelectorLoop loop = new SelectorLoop()) {
            loop.runUntilComplete(VirtualLoop.inside(() -> {
                assertWrongThread("pendingTimers", loop::pendingTimers);
                assertWrongThread("readyCallbacks", loop::readyCallbacks);
                assertWrongThread("registeredKeys", loop::registeredKeys);
                assertWrongThread("setSlowCallback", () -> loop.setSlowCallback(null));
                return done();
            }));
        }
    }
}
