package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code gather(return_exceptions=True)}, and its {@link Outcome}s. */
class GatherSettledTest extends GroupFixture {
    @Test
    void itWaitsForAllAndListsHowEachEnded() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            List<Outcome<String>> all = await(gatherSettled(lasting("a", 20), failingAt(5, error), lasting("c", 10)));
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            assertThat(all)
                    .containsExactly(
                            new Outcome.Success<>("a"), new Outcome.Failure<>(error), new Outcome.Success<>("c"));
            return done();
        });
    }

    @Test
    void aSuccessHasAValueAndAFailureAnError() {
        IOException error = new IOException();
        Outcome<String> success = new Outcome.Success<>("x");
        Outcome<String> failure = new Outcome.Failure<>(error);
        assertThat(success.isSuccess()).isTrue();
        assertThat(success.value()).isEqualTo("x");
        assertThat(success.error()).isNull();
        assertThat(failure.isSuccess()).isFalse();
        assertThat(failure.error()).isSameAs(error);
        assertThatThrownBy(failure::value).isSameAs(error);
        assertThatThrownBy(() -> new Outcome.Failure<>(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void anOutcomeOfAPromise() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            assertThatThrownBy(() -> Outcome.of(promise)).isInstanceOf(InvalidStateException.class);
            promise.complete(null);
            assertThat(Outcome.of(promise)).isEqualTo(new Outcome.Success<>(null));
            return done();
        });
    }

    @Test
    void aCancelledChildIsAFailureOfItsCancellation() {
        VirtualLoop.run(() -> {
            Task<String> child = start(lasting("child", 50));
            Promise<List<Outcome<String>>> all = gatherSettled(child, lasting("other", 10));
            await(yieldNow());
            child.cancel("the child");
            Outcome<String> outcome = await(all).get(0);
            assertThat(outcome.isSuccess()).isFalse();
            assertThat(outcome.error()).isInstanceOf(CancelledError.class).hasMessage("the child");
            return done();
        });
        assertThat(log).containsExactly("child cancelled", "other");
    }

    @Test
    void anOuterCancelWaitsForAllAndThrowsEvenIfTheySwallowIt() {
        VirtualLoop.run(() -> {
            Promise<List<Outcome<String>>> all = gatherSettled(stubborn("a", 10), cleaning("b", 20));
            await(yieldNow());
            assertThat(all.cancel("all")).isTrue();
            assertThat(all.isDone()).isFalse();
            assertThat(await(errorOf(all))).isInstanceOf(CancelledError.class).hasMessage("all");
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            Promise<List<Outcome<String>>> stubborn = gatherSettled(stubborn("a", 10), stubborn("b", 5));
            await(yieldNow());
            stubborn.cancel();
            assertThat(await(errorOf(stubborn))).isInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).isEqualTo(30);
            return done();
        });
    }

    @Test
    void cancellingTheTaskThatAwaitsItDoesToo() {
        VirtualLoop.run(() -> {
            Task<List<Outcome<String>>> task = start(() -> done(await(gatherSettled(stubborn("a", 10)))));
            await(turns(2));
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            return done();
        });
    }

    @Test
    void theSameTwiceRunsOnceAndOfNothingItIsDone() {
        VirtualLoop.run(() -> {
            Coroutine<String> once = lasting("a", 1);
            assertThat(await(gatherSettled(List.of(once, once)))).hasSize(2).allMatch(Outcome::isSuccess);
            assertThat(gatherSettled(List.<Coroutine<String>>of()).result()).isEmpty();
            return done();
        });
        assertThat(log).containsExactly("a");
    }
}
