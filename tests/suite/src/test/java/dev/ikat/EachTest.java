package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.sync.Channel;
import dev.ikat.sync.Queue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A loop over each(…): it closes what it leaves early, on every way out, before what stands around it goes on. */
class EachTest {
    private final List<Object> log = new ArrayList<>();

    /** Says when it is closed, which takes a turn. */
    @Async
    private AsyncGenerator<Integer> numbers(String name, int n) {
        try {
            for (int i = 0; i < n; i++) {
                await(yieldNow());
                emit(i);
            }
        } finally {
            await(yieldNow());
            log.add(name + " closed");
        }
        return end();
    }

    private <T> void check(AsyncCallable<T> program, Object... expected) {
        log.add(VirtualLoop.run(program));
        assertThat(log).containsExactly(expected);
    }

    @Async
    private Coroutine<Integer> sums() {
        int sum = 0;
        for (int each : each(numbers("a", 4))) {
            sum += each;
        }
        log.add("behind");
        return done(sum);
    }

    @Test
    void itTakesAll() {
        check(this::sums, "a closed", "behind", 6);
    }

    @Async
    private Coroutine<Integer> breaks() {
        int last = -1;
        for (int each : each(numbers("a", 4))) {
            last = each;
            if (each == 1) {
                break;
            }
        }
        log.add("behind");
        return done(last);
    }

    @Test
    void breakClosesIt() {
        check(this::breaks, "a closed", "behind", 1);
    }

    @Async
    private Coroutine<Integer> breaksAfterContinues() {
        int sum = 0;
        for (int each : each(numbers("a", 9))) {
            if (each % 2 == 0) {
                continue;
            }
            sum += each;
            if (each > 4) break;
            await(yieldNow());
        }
        return done(sum);
    }

    @Test
    void continueDoesNot() {
        check(this::breaksAfterContinues, "a closed", 9);
    }

    @Async
    private Coroutine<String> leavesOuter(int how) {
        outer:
        for (int a : each(numbers("a", 3))) {
            for (int b : each(numbers("b" + a, 3))) {
                if (b == 1 && how == 0) {
                    continue outer;
                }
                if (b == 1 && how == 1) {
                    break outer;
                }
                if (b == 1 && how == 2) {
                    return done("returned");
                }
                if (b == 1 && how == 3) {
                    break;
                }
            }
            log.add("inner over");
        }
        return done("over");
    }

    @Test
    void labelledContinueClosesTheInner() {
        check(() -> leavesOuter(0), "b0 closed", "b1 closed", "b2 closed", "a closed", "over");
    }

    @Test
    void labelledBreakClosesTheInnerFirst() {
        check(() -> leavesOuter(1), "b0 closed", "a closed", "over");
    }

    @Test
    void returnClosesTheInnerFirst() {
        check(() -> leavesOuter(2), "b0 closed", "a closed", "returned");
    }

    @Test
    void breakOfTheInnerLeavesTheOuterOpen() {
        check(
                () -> leavesOuter(3),
                "b0 closed",
                "inner over",
                "b1 closed",
                "inner over",
                "b2 closed",
                "inner over",
                "a closed",
                "over");
    }

    @Async
    private Coroutine<String> returnsOther() {
        for (int each : each(numbers("a", 3))) {
            log.add(each);
            return said("other");
        }
        return done("none");
    }

    @Async
    private Coroutine<String> said(String word) {
        await(yieldNow());
        log.add(word);
        return done(word);
    }

    @Test
    void aReturnedCoroutineIsAwaitedBeforeItIsClosed() {
        check(this::returnsOther, 0, "other", "a closed", "other");
    }

    @Async
    private Coroutine<String> returnsInTry(boolean inside) {
        try {
            for (int each : each(numbers("a", 3))) {
                try {
                    if (each == 1) {
                        return inside ? said("other") : done("value");
                    }
                } finally {
                    await(yieldNow());
                    log.add("inner finally " + each);
                }
            }
        } finally {
            await(yieldNow());
            log.add("outer finally");
        }
        return done("none");
    }

    @Test
    void theClosingComesBetweenTheFinallyBlocks() {
        check(() -> returnsInTry(false), "inner finally 0", "inner finally 1", "a closed", "outer finally", "value");
    }

    @Test
    void theReturnedCoroutineComesBeforeThem() {
        check(
                () -> returnsInTry(true),
                "inner finally 0",
                "other",
                "inner finally 1",
                "a closed",
                "outer finally",
                "other");
    }

    @Async
    private Coroutine<String> throwsInTry(boolean inside) {
        try {
            for (int each : each(numbers("a", 3))) {
                try {
                    if (each == 1) {
                        throw new UnsupportedOperationException();
                    }
                } catch (UnsupportedOperationException error) {
                    log.add("inner catch");
                    if (!inside) {
                        throw error;
                    }
                } finally {
                    log.add("inner finally " + each);
                }
            }
        } catch (UnsupportedOperationException error) {
            log.add("outer catch");
        } finally {
            log.add("outer finally");
        }
        return done("over");
    }

    @Test
    void anExceptionClosesItBeforeTheCatchAround() {
        check(
                () -> throwsInTry(false),
                "inner finally 0",
                "inner catch",
                "inner finally 1",
                "a closed",
                "outer catch",
                "outer finally",
                "over");
    }

    @Test
    void anExceptionThatTheBodyCatchesDoesNotCloseIt() {
        check(
                () -> throwsInTry(true),
                "inner finally 0",
                "inner catch",
                "inner finally 1",
                "inner finally 2",
                "a closed",
                "outer finally",
                "over");
    }

    @Async
    private Coroutine<String> breaksInFinally() {
        for (int each : each(numbers("a", 3))) {
            try {
                log.add(each);
                throw new UnsupportedOperationException();
            } finally {
                break;
            }
        }
        return done("over");
    }

    @Test
    void aBreakInFinallyClosesIt() {
        check(this::breaksInFinally, 0, "a closed", "over");
    }

    @Async
    private Coroutine<String> inASwitch(int n) {
        String text = switch (n) {
            case 0 -> {
                for (int each : each(numbers("a", 3))) {
                    if (each == 1) {
                        yield "yielded " + each;
                    }
                }
                yield "none";
            }
            default -> await(said("other"));
        };
        log.add("behind");
        return done("[" + text + "]");
    }

    @Test
    void aYieldOutOfASwitchExpressionClosesIt() {
        check(() -> inASwitch(0), "a closed", "behind", "[yielded 1]");
    }

    @Async
    private Coroutine<String> switchesInside() {
        loop:
        for (int each : each(numbers("a", 9))) {
            switch (each) {
                case 0:
                    log.add("zero");
                case 1:
                    log.add("falls");
                    break;
                case 2:
                    continue;
                case 3:
                    break loop;
                default:
                    throw new AssertionError();
            }
            log.add("behind the switch");
        }
        return done("over");
    }

    @Test
    void theWaysOutOfASwitchStatement() {
        check(
                this::switchesInside,
                "zero",
                "falls",
                "behind the switch",
                "falls",
                "behind the switch",
                "a closed",
                "over");
    }

    @Test
    void inLambdas() {
        check(
                () -> {
                    Function<Integer, Coroutine<Integer>> find = wanted -> {
                        for (int each : each(numbers("a", 5))) {
                            if (each == wanted) {
                                return done(each);
                            }
                        }
                        return done(-1);
                    };
                    log.add(await(find.apply(2)));
                    return done(await(find.apply(7)));
                },
                "a closed",
                2,
                "a closed",
                -1);
    }

    @Async
    private Task<Integer> hot() {
        for (int each : each(numbers("a", 5))) {
            if (each == 2) {
                return Task.of(each);
            }
        }
        return Task.of(-1);
    }

    @Test
    void inTasks() {
        check(() -> done(await(hot())), "a closed", 2);
    }

    @Async
    private Coroutine<Integer> whileTrue() {
        int turns = 0;
        while (true) {
            for (int each : each(numbers("a", 2))) {
                if (turns++ == 3) {
                    return done(each);
                }
            }
        }
    }

    @Test
    void inALoopThatNeverEndsOtherwise() {
        check(this::whileTrue, "a closed", "a closed", 1);
    }

    @Async
    private Coroutine<Integer> byHand() {
        Iterator<Integer> iterator = each(numbers("a", 5)).iterator();
        int sum = 0;
        while (iterator.hasNext()) {
            int each = iterator.next();
            sum += each;
            if (each == 3) {
                break;
            }
        }
        return done(sum);
    }

    @Test
    void anIteratorUsedByHand() {
        check(this::byHand, "a closed", 6);
    }

    @Async
    private Coroutine<Integer> ofAPlainOne() {
        int sum = 0;
        Iterable<Integer> source = log.isEmpty() ? List.of(1, 2, 3) : each(numbers("a", 3));
        for (int each : source) {
            sum += each;
            if (each == 2) {
                break;
            }
        }
        return done(sum);
    }

    @Test
    void orOfAPlainIterable() {
        check(
                () -> {
                    int plain = await(ofAPlainOne());
                    log.add("again");
                    return done(plain * 10 + await(ofAPlainOne()));
                },
                "again",
                "a closed",
                33);
    }

    @Async
    private Coroutine<Integer> ofQueueAndChannel() {
        Queue<Integer> queue = new Queue<>();
        for (int i = 1; i < 4; i++) {
            queue.offer(i);
        }
        queue.shutdown(false);
        int sum = 0;
        for (int each : each(queue)) {
            sum += each;
        }
        Channel<Integer> channel = new Channel<>(4);
        await(channel.send(10));
        await(channel.send(20));
        channel.close();
        for (int each : each(channel)) {
            sum += each;
        }
        for (Promise<Integer> each :
                each(asCompleted(List.of(start(Tried.after(2, 100)), start(Tried.after(1, 200)))))) {
            sum += await(each);
        }
        return done(sum);
    }

    @Test
    void overQueuesChannelsAndWhatCompletes() {
        check(this::ofQueueAndChannel, 336);
    }

    @Test
    void nothingIsRefused() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> none = null;
            Throwable error = await(errorOf(eachOf(none)));
            assertThat(error).isInstanceOf(NullPointerException.class).hasMessageContaining("each(null)");
            return done();
        });
    }

    @Async
    private static Coroutine<Void> eachOf(AsyncIterable<Integer> source) {
        for (int each : each(source)) {
            throw new AssertionError(each);
        }
        return done();
    }

    @Test
    void oneThatAnotherTaskAwaitsIsRefusedAndNotClosed() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> shared = numbers("a", 2);
            Task<Boolean> asking = start(shared.hasNext());
            await(yieldNow());
            assertThat(await(errorOf(eachOf(shared)))).hasMessageContaining("is running already");
            assertThat(await(asking)).isTrue();
            assertThat(shared.next()).isEqualTo(0);
            assertThat(log).isEmpty();
            await(shared.closeAsync());
            return done();
        });
    }

    @Async
    private Coroutine<Void> sleepsOver(AsyncIterable<Integer> source) {
        for (int each : each(source)) {
            log.add(each);
            await(sleep(ofMillis(10)));
        }
        return done();
    }

    @Test
    void aTimeoutClosesItWithinTheTask() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(timeout(ofMillis(15), sleepsOver(numbers("a", 5)))));
            assertThat(error).isInstanceOf(DeadlineExceededException.class);
            assertThat(log).containsExactly(0, 1, "a closed");
            assertThat(currentTask().cancelling()).isZero();
            return done();
        });
    }

    @Test
    void inATaskGroupOneFailureClosesThoseOfTheOthers() {
        VirtualLoop.run(() -> {
            Throwable error = await(errorOf(taskGroup(group -> {
                group.start(sleepsOver(numbers("a", 9)));
                group.start(sleepsOver(numbers("b", 9)));
                await(sleep(ofMillis(5)));
                throw new UnsupportedOperationException();
            })));
            assertThat(error).isInstanceOf(ExceptionGroup.class);
            assertThat(log).containsExactly(0, 0, "a closed", "b closed");
            return done();
        });
    }
}
