package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Coroutines written by hand, and what a suspension does as its task goes on. */
class StateMachineTest {
    private final List<Object> log = new ArrayList<>();

    /** Awaits each, logs each outcome, and ends with the last. */
    private final class InTurn extends StateMachine<String> {
        private final List<Awaitable<String>> awaitables;
        private int begun;

        @SafeVarargs
        @SuppressWarnings("varargs")
        InTurn(Awaitable<String>... awaitables) {
            this.awaitables = List.of(awaitables);
        }

        @Override
        protected Awaitable<?> next(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            log.add(error == null ? String.valueOf(value) : Objects.requireNonNull(error.getMessage()));
            Awaitable<String> awaitable = awaitables.get(begun++);
            return begun == awaitables.size() ? last(awaitable) : awaitable;
        }
    }

    @Test
    void eachStepGetsTheOutcomeOfTheLast() {
        IllegalStateException error = new IllegalStateException("error");
        VirtualLoop.run(() -> {
            Coroutine<String> machine = new InTurn(
                    done("at once"), after(1, "later"), failing(error, 0), failing(error, 2), after(2, "end"));
            assertThat(log).isEmpty();
            assertThat(await(machine)).isEqualTo("end");
            assertThat(await(errorOf(machine))).hasMessageContaining("a coroutine runs once");
            return done();
        });
        assertThat(log).containsExactly("null", "at once", "later", "error", "error");
    }

    @Test
    void itsLastOutcomeIsItsEndUnderneathOthersToo() {
        IllegalStateException error = new IllegalStateException("error");
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(new InTurn(failing(error, 1))))).isSameAs(error);
            assertThat(await(errorOf(new InTurn(after(1, "a"), failing(error, 0)))))
                    .isSameAs(error);
            assertThat(await(new InTurn(new InTurn(after(1, "a"), after(1, "b")), new InTurn(after(1, "c")))))
                    .isEqualTo("c");
            return done();
        });
    }

    @Test
    void aCancellationReachesTheStep() {
        VirtualLoop.run(() -> {
            Promise<String> never = promise();
            Promise<String> neither = promise();
            Task<String> task = start(new InTurn(never, after(1, "cleaned up"), neither));
            await(yieldNow());
            task.cancel("first");
            await(turns(3));
            task.cancel("second");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("second");
            return done();
        });
        assertThat(log).containsExactly("null", "first", "cleaned up");
    }

    private final class Waking extends Suspension<String> {
        @Override
        protected String resume(String value) {
            log.add("resumed");
            if (value.isEmpty()) {
                throw new IllegalArgumentException("from resume");
            }
            return value + "!";
        }

        @Override
        protected void abort() {
            log.add(isCancelled() ? "withdrawn" : "given back");
        }
    }

    @Test
    void aSuspensionDecidesAsItsTaskGoesOnWhatTheAwaitReturns() {
        VirtualLoop.run(() -> {
            Waking waking = new Waking();
            Task<String> task = start(Coroutine.defer(() -> waking));
            await(yieldNow());
            waking.complete("value");
            assertThat(log).isEmpty();
            assertThat(await(task)).isEqualTo("value!");
            Waking completed = new Waking();
            completed.complete("at once");
            assertThat(await(completed)).isEqualTo("at once!");
            Waking failing = new Waking();
            failing.complete("");
            assertThat(await(errorOf(failing))).hasMessage("from resume");
            return done();
        });
        assertThat(log).containsExactly("resumed", "resumed", "resumed");
    }

    @Test
    void aSuspensionIsResumedOrAborted() {
        VirtualLoop.run(() -> {
            for (String value : new String[] {"value", null}) {
                Waking waking = new Waking();
                Task<String> task = start(Coroutine.defer(() -> waking));
                await(yieldNow());
                if (value != null) {
                    waking.complete(value);
                }
                task.cancel();
                assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            }
            return done();
        });
        assertThat(log).containsExactly("given back", "withdrawn");
    }
}
