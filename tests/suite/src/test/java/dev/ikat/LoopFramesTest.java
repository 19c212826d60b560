package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.sync.Queue;
import java.lang.ref.WeakReference;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a loop's awaits find in the frame again is there for the loop only: a frame that went on, or ended, does not have it. */
class LoopFramesTest {
    /** What the loop's caller holds: the queue that says how it goes on, and what is awaited behind it. */
    private static final class Course {
        final Queue<String> turns = new Queue<>();
        final Promise<Integer> behind = promise();
        Coroutine<Integer> coroutine = Coroutine.of(0);
    }

    enum Size {
        FIELDS(LoopFramesTest::fields),
        ARRAYS(LoopFramesTest::arrays);

        private final BiFunction<Object, Course, Coroutine<Integer>> method;

        Size(BiFunction<Object, Course, Coroutine<Integer>> method) {
            this.method = method;
        }
    }

    @Async
    private static Coroutine<Integer> fields(Object kept, Course course) {
        int length = 0;
        String turn = "on";
        Object perhaps = kept;
        while (turn.equals("on")) {
            turn = await(course.turns.take());
            perhaps = turn.equals("other") ? turn : perhaps;
            length += Math.max(kept.toString().length(), perhaps.toString().length());
        }
        throwIf(turn);
        if (turn.equals("return")) {
            return waits(course.behind);
        }
        return done(turn.equals("end") ? length : await(course.behind));
    }

    @Async
    private static Coroutine<Integer> arrays(Object kept, Course course) {
        String a = "a", b = "b", c = "c", d = "d", e = "e", f = "f", g = "g", h = "h";
        int length = 0;
        String turn = "on";
        Object perhaps = kept;
        while (turn.equals("on")) {
            turn = await(course.turns.take());
            perhaps = turn.equals("other") ? turn : perhaps;
            assertThat(a + b + c + d + e + f + g + h).isEqualTo("abcdefgh");
            length += Math.max(kept.toString().length(), perhaps.toString().length());
        }
        throwIf(turn);
        if (turn.equals("return")) {
            return waits(course.behind);
        }
        return done(turn.equals("end") ? length : await(course.behind));
    }

    @Async
    private static Coroutine<Integer> waits(Promise<Integer> promise) {
        int value = await(promise);
        return done(value);
    }

    private static void throwIf(String turn) {
        if (turn.equals("fail")) {
            throw new IllegalStateException("fails");
        }
    }

    private static WeakReference<Object> begun(Size size, Course course) {
        StringBuilder kept = new StringBuilder("kept");
        course.coroutine = size.method.apply(kept, course);
        return new WeakReference<>(kept);
    }

    private static void assertCollected(WeakReference<Object> kept) {
        for (int round = 0; round < 50 && kept.get() != null; round++) {
            System.gc();
        }
        assertThat(kept.get()).isNull();
    }

    /** Runs the loop for three turns, then as asked; what it then waits for gets 7. */
    @Async
    private static Coroutine<Integer> gone(Size size, String last) {
        Course course = new Course();
        WeakReference<Object> kept = begun(size, course);
        Task<Integer> task = start(course.coroutine);
        for (int turn = 0; turn < 3; turn++) {
            course.turns.offer("on");
            await(yieldNow());
            await(yieldNow());
        }
        System.gc();
        assertThat(kept.get()).as("while the loop waits").isNotNull();
        if (last.equals("cancel")) {
            task.cancel();
        } else {
            course.turns.offer(last);
        }
        await(yieldNow());
        await(yieldNow());
        assertCollected(kept);
        assertThat(course.coroutine).isNotNull();
        course.behind.complete(7);
        int value = await(task);
        return done(value);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatHasEnded(Size size) {
        assertThat(run(gone(size, "end"))).isEqualTo(16);
    }

    /** It has its arguments in their places from the start. */
    @Async
    private static Coroutine<Integer> goneAtOnce(Size size) {
        Course course = new Course();
        WeakReference<Object> kept = begun(size, course);
        course.turns.offer("end");
        int value = await(course.coroutine);
        assertCollected(kept);
        assertThat(course.coroutine).isNotNull();
        return done(value);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatEndedWithoutAWait(Size size) {
        assertThat(run(goneAtOnce(size))).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatHasFailed(Size size) {
        assertThatThrownBy(() -> run(gone(size, "fail"))).hasMessage("fails");
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWasCancelled(Size size) {
        assertThatThrownBy(() -> run(gone(size, "cancel"))).isInstanceOf(CancelledError.class);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWaitsBehindTheLoop(Size size) {
        assertThat(run(gone(size, "go on"))).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatReturnedAnotherWhichWaits(Size size) {
        assertThat(run(gone(size, "return"))).isEqualTo(7);
    }
}
