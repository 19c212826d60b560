package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.RunningLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Context variables: every task and callback runs in a captured copy; a context can be shared. */
class ContextVarTest {
    private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");
    private static final ContextVar<Integer> DEPTH = new ContextVar<>("depth", 0);

    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(RunningLoop.currentContext()).isNull();
    }

    @Async
    private Coroutine<Void> sets(String value) {
        log.add(value + " finds " + USER.get());
        USER.set(value);
        await(yieldNow());
        await(sleep(ofMillis(5)));
        log.add(value + " has " + USER.get());
        return done();
    }

    @Test
    void aTaskBeginsWithACopyAndKeepsWhatItSetsToItself() {
        VirtualLoop.run(() -> {
            USER.set("main");
            Task<Void> a = start(sets("a"));
            Task<Void> b = start(sets("b"));
            USER.set("changed");
            await(a);
            await(b);
            log.add(USER.get());
            return done();
        });
        assertThat(log).containsExactly("a finds main", "b finds main", "a has a", "b has b", "changed");
    }

    @Async
    private Coroutine<Void> survives(String value) {
        USER.set(value);
        for (int i = 0; i < 2; i++) {
            try {
                await(sleep(ofHours(1)));
            } catch (CancelledError e) {
                log.add(e.getMessage() + ": " + value + " has " + USER.get());
                USER.set(value + i);
            }
        }
        await(yieldNow());
        log.add("after all " + USER.get());
        return done();
    }

    /** A task's name and its cancellations are kept beside its context, or with it. */
    @Test
    void cancellationsAndNamesLeaveTheContextAsItIs() {
        VirtualLoop.run(() -> {
            USER.set("main");
            Task<Void> plain = start(survives("plain"));
            Task<Void> named = start(survives("named"), "Willy");
            await(yieldNow());
            plain.cancel("first");
            named.cancel("first");
            await(yieldNow());
            plain.cancel("second");
            named.cancel("second");
            await(plain);
            await(named);
            log.add(plain.cancelling() + " " + named.name() + " " + USER.get());
            return done();
        });
        assertThat(log)
                .containsExactly(
                        "first: plain has plain",
                        "first: named has named",
                        "second: plain has plain0",
                        "second: named has named0",
                        "after all plain1",
                        "after all named1",
                        "2 Willy main");
    }

    @Test
    void anAwaitedCoroutineSharesTheContextOfItsCaller() {
        VirtualLoop.run(() -> {
            await(sets("callee"));
            log.add(USER.get());
            return done();
        });
        assertThat(log).containsExactly("callee finds nobody", "callee has callee", "callee");
    }

    @Test
    void callbacksRunInTheContextOfTheirRegistration() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            USER.set("first");
            promise.onDone(it -> log.add("done " + USER.get()));
            loop().callSoon(() -> log.add("soon " + USER.get()));
            loop().callLater(ofMillis(1), () -> log.add("later " + USER.get()));
            loop().callSoonThreadsafe(() -> log.add("threadsafe " + USER.get()));
            USER.set("second");
            promise.complete("");
            await(sleep(ofMillis(2)));
            return done();
        });
        assertThat(log).containsExactlyInAnyOrder("soon first", "done first", "threadsafe first", "later first");
    }

    @Test
    void whatACallbackSetsIsItsOwn() {
        VirtualLoop.run(() -> {
            USER.set("main");
            loop().callSoon(() -> USER.set("callback"));
            Promise<String> promise = promise();
            promise.onDone(it -> USER.set("listener"));
            promise.complete("");
            await(yieldNow());
            await(yieldNow());
            log.add(USER.get());
            return done();
        });
        assertThat(log).containsExactly("main");
    }

    @Test
    void aCallbackThatWasRegisteredWithAContextCanBeRemoved() {
        VirtualLoop.run(() -> {
            USER.set("main");
            Promise<String> promise = promise();
            java.util.function.Consumer<Promise<String>> listener = it -> log.add("called");
            promise.onDone(listener);
            assertThat(promise.removeCallback(listener)).isTrue();
            assertThat(promise.removeCallback(listener)).isFalse();
            promise.complete("");
            await(yieldNow());
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aSharedContextHasWhatItsTasksSet() {
        VirtualLoop.run(() -> {
            USER.set("main");
            Context shared = Context.copy();
            await(start(sets("a"), shared));
            log.add("shared " + shared.get(USER));
            await(start(sets("b"), shared));
            log.add("own " + USER.get());
            return done();
        });
        assertThat(log).containsExactly("a finds main", "a has a", "shared a", "b finds a", "b has b", "own main");
    }

    @Test
    void aTokenTakesOneSetBack() {
        VirtualLoop.run(() -> {
            ContextVar.Token<String> first = USER.set("one");
            ContextVar.Token<String> second = USER.set("two");
            USER.reset(second);
            log.add(USER.get());
            USER.reset(first);
            log.add(USER.get());
            assertThatThrownBy(() -> USER.reset(first))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the token of context variable user was used already");
            return done();
        });
        assertThat(log).containsExactly("one", "nobody");
    }

    @Test
    void aTokenOfAnotherVariableIsRefused() {
        ContextVar<String> other = new ContextVar<>("other", "");
        ContextVar.Token<String> token = other.set("x");
        assertThatThrownBy(() -> USER.reset(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
        other.reset(token);
    }

    @Test
    void whereNoLoopRunsTheValueIsTheThreadsAndGoesIntoTheRun() throws Exception {
        ContextVar.Token<String> token = USER.set("thread");
        AtomicReference<String> elsewhere = new AtomicReference<>();
        Thread thread = new Thread(() -> elsewhere.set(USER.get()));
        thread.start();
        thread.join();
        Ikat.run(sets("task"));
        assertThat(elsewhere).hasValue("nobody");
        assertThat(log).containsExactly("task finds thread", "task has task");
        assertThat(USER.get()).isEqualTo("thread");
        USER.reset(token);
    }

    @Test
    void theRunsOfARunnerShareAContext() {
        try (Runner runner = Runner.builder().build()) {
            runner.run(sets("a"));
            runner.run(sets("b"));
        }
        assertThat(log).containsExactly("a finds nobody", "a has a", "b finds a", "b has b");
    }

    @Test
    void aContextRunsCodeHereAndKeepsWhatItSets() throws Exception {
        Context context = Context.copy();
        context.run(() -> USER.set("inside"));
        assertThat(context.call(() -> USER.get() + DEPTH.get())).isEqualTo("inside0");
        assertThat(USER.get()).isEqualTo("nobody");
        assertThatThrownBy(() -> context.run(() -> context.run(() -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("entered already");
        assertThat(context).hasToString("context (user=inside)");
    }

    @Test
    void severalVariablesStandBesideEachOther() {
        Context.copy().run(() -> {
            ContextVar.Token<String> user = USER.set("a");
            ContextVar.Token<Integer> depth = DEPTH.set(1);
            ContextVar<Integer> third = new ContextVar<>("third", -1);
            third.set(3);
            USER.reset(user);
            assertThat(List.of(USER.get(), DEPTH.get(), third.get())).containsExactly("nobody", 1, 3);
            DEPTH.reset(depth);
            third.set(4);
            assertThat(List.of(USER.get(), DEPTH.get(), third.get())).containsExactly("nobody", 0, 4);
        });
    }

    @Test
    void theExceptionHandlerRunsInTheContextOfWhatFailed() {
        VirtualLoop.run(() -> {
            loop().setExceptionHandler((loop, error) ->
                    log.add(USER.get() + " " + error.error().getMessage()));
            USER.set("failing");
            loop().callSoon(() -> {
                throw new IllegalStateException("callback");
            });
            USER.set("main");
            await(yieldNow());
            await(yieldNow());
            loop().setExceptionHandler(null);
            return done();
        });
        assertThat(log).containsExactly("failing callback");
    }

    @Test
    void anEagerTaskHasItsOwnContextAndItsStarterKeepsHis() {
        VirtualLoop.run(() -> {
            USER.set("main");
            Task<Void> task = startEager(sets("eager"));
            log.add(USER.get());
            await(task);
            return done();
        });
        assertThat(log).containsExactly("eager finds main", "main", "eager has eager");
    }

    @Test
    void threadBoundStateGoesWithItsTask() {
        ThreadLocal<String> span = new ThreadLocal<>();
        try (ThreadContext.Registration registration = ThreadContext.register(ThreadContext.of(span))) {
            VirtualLoop.run(() -> {
                span.set("main");
                Task<Void> a = start(traces(span, "a"));
                Task<Void> b = start(traces(span, "b"));
                span.set("changed");
                await(a);
                log.add(span.get());
                await(b);
                return done();
            });
        }
        assertThat(log).containsExactly("a finds main", "b finds main", "a has a", "changed", "b has b");
        assertThat(span.get()).isNull();
    }

    @Async
    private Coroutine<Void> traces(ThreadLocal<String> span, String value) {
        log.add(value + " finds " + span.get());
        span.set(value);
        await(sleep(ofMillis(value.equals("a") ? 1 : 2)));
        log.add(value + " has " + span.get());
        return done();
    }

    @Test
    void aRegistrationThatIsClosedCarriesNothingIntoNewTasks() {
        ThreadLocal<String> span = new ThreadLocal<>();
        ThreadContext.register(ThreadContext.of(span)).close();
        VirtualLoop.run(() -> {
            span.set("loop");
            await(start(traces(span, "task")));
            log.add(span.get());
            return done();
        });
        assertThat(log).containsExactly("task finds loop", "task has task", "task");
        span.remove();
    }
}
