package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The sentence "shield" of what asyncio does. */
class ShieldTest extends GroupFixture {
    @Test
    void itEndsAsTheInnerDoes() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            assertThat((String) await(shield(lasting("a", 5)))).isEqualTo("a");
            assertThat(await(errorOf(shield(failingAt(5, error))))).isSameAs(error);
            assertThat((String) await(shield(after(2, (String) null)))).isNull();
            return done();
        });
    }

    @Test
    void whatIsDoneAlreadyIsItself() {
        VirtualLoop.run(() -> {
            Promise<String> done = promise();
            done.complete("x");
            assertThat(shield(done)).isSameAs(done);
            return done();
        });
    }

    @Test
    void aCancellationOfTheOuterLetsTheInnerGoOn() {
        VirtualLoop.run(() -> {
            Task<String> inner = start(lasting("inner", 10));
            Task<String> outer = start(() -> done(await(shield(inner))));
            await(turns(2));
            outer.cancel("outer");
            assertThat(await(errorOf(outer))).isInstanceOfSatisfying(CancelledError.class, error -> {
                assertThat(error).hasMessage("outer");
                assertThat((Object) error.source()).isSameAs(outer);
            });
            assertThat(VirtualLoop.millis()).isZero();
            assertThat((String) await(inner)).isEqualTo("inner");
            return done();
        });
    }

    @Test
    void aCancellationOfTheInnerCancelsTheOuter() {
        VirtualLoop.run(() -> {
            Task<String> inner = start(lasting("inner", 10));
            Promise<String> outer = shield(inner);
            await(yieldNow());
            inner.cancel("inner");
            assertThat(await(errorOf(outer))).isInstanceOfSatisfying(CancelledError.class, error -> {
                assertThat(error).hasMessage("inner");
                assertThat((Object) error.source()).isSameAs(inner);
            });
            assertThat(outer.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void aDeadlineAroundItLetsTheInnerGoOn() {
        VirtualLoop.run(() -> {
            Task<String> inner = start(lasting("inner", 20));
            assertThat(await(errorOf(timeout(ofMillis(10), shield(inner)))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat((String) await(inner)).isEqualTo("inner");
            return done();
        });
    }

    @Test
    void aLaterFailureThatNobodySeesIsReportedOnce() {
        IOException error = new IOException("late");
        VirtualLoop loop = new VirtualLoop();
        try (Runner runner = loop.runner()) {
            runner.run(VirtualLoop.inside(() -> {
                Promise<String> outer = shield(failingAt(10, error));
                await(yieldNow());
                outer.cancel();
                await(sleep(ofMillis(20)));
                return done();
            }));
        }
        assertThat(loop.errors).singleElement().satisfies(context -> {
            assertThat(context.error()).isSameAs(error);
            assertThat(context.message()).contains("shield");
        });
    }

    @Test
    void aLaterFailureThatSomebodyElseSeesIsNot() {
        IOException error = new IOException("late");
        VirtualLoop.run(() -> {
            Task<String> inner = start(failingAt(10, error));
            Promise<String> outer = shield(inner);
            Task<Throwable> other = start(errorOf(inner));
            await(yieldNow());
            outer.cancel();
            assertThat((Throwable) await(other)).isSameAs(error);
            await(sleep(ofMillis(20)));
            return done();
        });
    }

    @Test
    void aLaterCancellationOrValueIsNoMatter() {
        VirtualLoop.run(() -> {
            Task<String> inner = start(lasting("inner", 10));
            shield(inner).cancel();
            shield(lasting("b", 10)).cancel();
            await(yieldNow());
            inner.cancel();
            await(sleep(ofMillis(20)));
            return done();
        });
        assertThat(log).containsExactly("inner cancelled", "b");
    }
}
