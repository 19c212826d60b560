package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryTest {
    /** A register of one number: null reads, a number writes. */
    private static final History.Model<Integer, String, Integer> REGISTER =
            (state, operation) -> operation.equals("read")
                    ? new History.Step<>(state, state)
                    : new History.Step<>(Integer.valueOf(operation.substring(6)), 0);

    private final History<String, Integer> history = new History<>();

    /** A call that takes so long, and answers that. */
    @Async
    private Coroutine<Void> call(String client, String operation, int begin, int end, int answer) throws Exception {
        await(sleep(Duration.ofMillis(begin)));
        await(history.record(client, operation, () -> {
            await(sleep(Duration.ofMillis(end - begin)));
            return done(answer);
        }));
        return done();
    }

    @Async
    private Coroutine<Void> calls(Coroutine<?>... calls) {
        await(taskGroup(group -> {
            for (Coroutine<?> each : calls) {
                group.start(each);
            }
            return done();
        }));
        return done();
    }

    private void check() {
        history.check(0, REGISTER);
    }

    @Test
    void callsThatFollowEachOtherMustAnswerInTurn() {
        Simulation.run(() -> calls(call("a", "write 1", 0, 10, 0), call("b", "read", 20, 30, 1)));
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aReadOfWhatWasOverwrittenBeforeItBeganIsNoneOfARegister() {
        Simulation.run(() -> calls(call("a", "write 1", 0, 10, 0), call("b", "read", 20, 30, 0)));
        assertThatThrownBy(this::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no order of these calls gives these answers")
                .hasMessageContaining("0–1  a: write 1 answered 0")
                .hasMessageContaining("2–3  b: read answered 0");
    }

    @Test
    void aReadBesideAWriteMaySeeEither() {
        Simulation.run(() ->
                calls(call("a", "write 1", 0, 50, 0), call("b", "read", 10, 20, 1), call("c", "read", 15, 25, 0)));
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void onceAReadHasSeenTheNewValueALaterOneMust() {
        Simulation.run(() ->
                calls(call("a", "write 1", 0, 50, 0), call("b", "read", 10, 20, 1), call("c", "read", 30, 40, 0)));
        assertThatThrownBy(this::check).isInstanceOf(AssertionError.class);
    }

    @Test
    void aWriteThatWasNeverAnsweredMayHaveHappenedOrNot() {
        Simulation.run(() -> {
            var lost = start(call("a", "write 1", 0, 1000, 0));
            await(calls(call("b", "read", 10, 20, 0), call("c", "read", 30, 40, 1)));
            lost.cancel();
            await(gatherSettled(lost));
            return done();
        });
        assertThatCode(this::check).doesNotThrowAnyException();
    }
}
