package dev.ikat;

import static dev.ikat.Ikat.*;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A loop over each(…): it closes what it leaves early, on every way out, before what stands around it goes on. */
class EachTest extends EachFixture {
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
    private AsyncGenerator<Integer> failsWhenClosed() {
        try {
            emit(1);
            emit(2);
        } finally {
            await(Tried.failing(new UnsupportedOperationException("closing"), 1));
        }
        return end();
    }

    @Async
    private Coroutine<String> leavesOutOfATry(int how) {
        try {
            for (int each : each(failsWhenClosed())) {
                try {
                    if (how == 0) {
                        return done("value");
                    }
                    if (how == 1) {
                        return said("other");
                    }
                    if (how == 2) {
                        return how > 5 ? done("value") : said("another");
                    }
                    break;
                } catch (UnsupportedOperationException error) {
                    log.add("the inner try is left already");
                }
            }
        } catch (UnsupportedOperationException error) {
            log.add("outer catch");
        }
        return done("over");
    }

    @Test
    void aFailingClosingIsNoneOfTheBody() {
        check(() -> leavesOutOfATry(0), "outer catch", "over");
        log.clear();
        check(() -> leavesOutOfATry(1), "other", "outer catch", "over");
        log.clear();
        check(() -> leavesOutOfATry(2), "another", "outer catch", "over");
        log.clear();
        check(() -> leavesOutOfATry(3), "outer catch", "over");
    }
}
