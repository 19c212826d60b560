package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentence "wait" of what asyncio does. */
class WaitForTest extends GroupFixture {
    @Test
    void allCompletedWaitsForAll() {
        VirtualLoop.run(() -> {
            Task<String> a = start(lasting("a", 20));
            Task<String> b = start(failingAt(5, new IOException()));
            Task<String> c = start(lasting("c", 50));
            loop().callLater(ofMillis(10), c::cancel);
            Waited<Task<String>> waited = await(waitFor(List.of(a, b, c), ALL_COMPLETED));
            assertThat(waited.done()).containsExactly(a, b, c);
            assertThat(waited.pending()).isEmpty();
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            assertThat(b.exception()).as("to wait is not to see").isInstanceOf(IOException.class);
            return done();
        });
    }

    @Test
    void firstCompletedEndsWithTheFirstAndCancelsNothing() {
        VirtualLoop.run(() -> {
            Task<String> a = start(lasting("a", 20));
            Task<String> b = start(lasting("b", 5));
            Waited<Task<String>> waited = await(waitFor(List.of(a, b), FIRST_COMPLETED));
            assertThat(waited.done()).containsExactly(b);
            assertThat(waited.pending()).containsExactly(a);
            await(a);
            return done();
        });
        assertThat(log).containsExactly("b", "a");
    }

    @Test
    void firstCompletedReturnsEveryOneThatIsDoneByTheWakeUp() {
        VirtualLoop.run(() -> {
            Promise<String> a = promise();
            Promise<String> b = promise();
            Promise<String> c = promise();
            Task<Waited<Promise<String>>> waiting = start(waitFor(List.of(a, b, c), FIRST_COMPLETED));
            await(yieldNow());
            a.complete("a");
            await(yieldNow()); // the waiter is woken, and has not run
            c.complete("c");
            assertThat(await(waiting).done()).containsExactly(a, c);
            return done();
        });
    }

    @Test
    void aCancelledOneCountsAsCompletedAndNotAsAnException() {
        VirtualLoop.run(() -> {
            Promise<String> a = promise();
            Promise<String> b = promise();
            Task<Waited<Promise<String>>> exception = start(waitFor(List.of(a, b), FIRST_EXCEPTION));
            Task<Waited<Promise<String>>> completed = start(waitFor(List.of(a, b), FIRST_COMPLETED));
            await(yieldNow());
            a.cancel();
            await(turns(3));
            assertThat(completed.isDone()).isTrue();
            assertThat(exception.isDone()).isFalse();
            b.fail(new IOException());
            assertThat(await(exception).done()).containsExactly(a, b);
            assertThat(b.exception()).isInstanceOf(IOException.class);
            return done();
        });
    }

    @Test
    void firstExceptionEndsWithTheFirstFailureElseWithTheLast() {
        VirtualLoop.run(() -> {
            List<Task<String>> failing =
                    List.of(start(lasting("a", 5)), start(failingAt(10, new IOException())), start(lasting("c", 20)));
            Waited<Task<String>> waited = await(waitFor(failing, FIRST_EXCEPTION));
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(waited.pending()).containsExactly(failing.get(2));
            assertThat(failing.get(1).exception()).isInstanceOf(IOException.class);
            List<Task<String>> fine = List.of(failing.get(2), start(lasting("d", 2)));
            assertThat(await(waitFor(fine, FIRST_EXCEPTION)).pending()).isEmpty();
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            return done();
        });
    }

    @Test
    void aTimeoutCancelsNothing() {
        VirtualLoop.run(() -> {
            Task<String> a = start(lasting("a", 20));
            Task<String> b = start(lasting("b", 5));
            Waited<Task<String>> waited = await(waitFor(List.of(a, b), ALL_COMPLETED, ofMillis(10)));
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(waited.done()).containsExactly(b);
            assertThat(waited.pending()).containsExactly(a);
            assertThat(await(waitFor(List.of(a, b), ALL_COMPLETED, ofMillis(50)))
                            .pending())
                    .isEmpty();
            assertThat(VirtualLoop.millis()).as("and no timer is left").isEqualTo(20);
            return done();
        });
    }

    @Test
    void aTimeoutOfZeroLooksOnly() {
        VirtualLoop.run(() -> {
            Promise<String> a = promise();
            Promise<String> b = promise();
            b.complete("b");
            Waited<Promise<String>> waited = await(waitFor(List.of(a, b), ALL_COMPLETED, ZERO));
            assertThat(waited.done()).containsExactly(b);
            assertThat(await(waitFor(List.of(a), FIRST_COMPLETED, ofMillis(-5))).done())
                    .isEmpty();
            assertThat(VirtualLoop.millis()).isZero();
            return done();
        });
    }

    @Test
    void aCancellationPassesAndCancelsNothing() {
        VirtualLoop.run(() -> {
            Task<String> a = start(lasting("a", 20));
            Task<Waited<Task<String>>> waiting = start(waitFor(List.of(a), ALL_COMPLETED, ofSeconds(1)));
            await(yieldNow());
            waiting.cancel("stop");
            assertThat(await(errorOf(waiting)))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("stop");
            await(a);
            return done();
        });
        assertThat(log).containsExactly("a");
    }

    @Test
    void nothingHappensBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            waitFor(List.of(promise), ALL_COMPLETED, ofMillis(10));
            return done();
        });
    }

    @Test
    void theSameTwiceIsThereOnce() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            loop().callSoon(() -> promise.complete("x"));
            assertThat(await(waitFor(List.of(promise, promise), ALL_COMPLETED)).done())
                    .hasSize(1);
            return done();
        });
    }

    @Test
    void waitingForNothingIsAnError() {
        assertThatThrownBy(() -> waitFor(List.of(), ALL_COMPLETED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
    }

    /** The compiler refuses them, by the type; what gets around that fails, and the coroutine does not run. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void coroutinesAreRefused() {
        assertThat(Ikat.class.getMethods())
                .filteredOn(method -> method.getName().equals("waitFor"))
                .hasSize(2)
                .allSatisfy(method -> assertThat(method.getTypeParameters()[0].getBounds())
                        .singleElement()
                        .asString()
                        .startsWith(Promise.class.getName()));
        VirtualLoop.run(() -> {
            Collection mixed = List.of(promise(), lasting("a", 0));
            Awaitable<?> waiting = waitFor(mixed, FIRST_COMPLETED);
            assertThat(await(errorOf(waiting))).isInstanceOf(ClassCastException.class);
            return done();
        });
        assertThat(log).isEmpty();
    }
}
