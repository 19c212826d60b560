package dev.ikat.weave;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.Task;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a program cannot reach any more is collected while a woven method is suspended: its frame keeps what is live and
 * nothing else. Each program stops at a gate, as a task of its own and behind a direct call; meanwhile the test collects.
 */
class KeptAliveTest {
    private static final int MOST_STEPS = 1000;

    /** Where the program waits until the test opens it. */
    private static Promise<Object> gate;

    private static boolean arrived;

    /** What a program holds from outside. */
    private static Coroutine<?> held;

    private static Promise<Object> gate() {
        arrived = true;
        return gate;
    }

    @TestFactory
    Stream<DynamicTest> collected() {
        return Stream.of(
                        test("deadLocal", () -> deadLocal(), () -> done(await(deadLocal()))),
                        test("overwritten", () -> overwrittenLater(), () -> done(await(overwrittenLater()))),
                        test("afterBranch", () -> deadAfterBranch(), () -> done(await(deadAfterBranch()))),
                        test("arguments", () -> passesArguments(), () -> done(await(passesArguments()))),
                        test("neverUsed", () -> neverUsed(new Thing()), () -> done(await(neverUsed(new Thing())))),
                        test("notUsedAnyMore", () -> usedOnce(new Thing()), () -> done(await(usedOnce(new Thing())))),
                        test("iteration", () -> formerIteration(), () -> done(await(formerIteration()))),
                        test("forEach", () -> elementOfForEach(), () -> done(await(elementOfForEach()))),
                        test("operand", () -> operandConsumed(), () -> done(await(operandConsumed()))),
                        test("operandBelow", () -> operandOfEarlierAwait(), () -> done(await(operandOfEarlierAwait()))),
                        test("resource", () -> resourceAfterItsBlock(), () -> done(await(resourceAfterItsBlock()))),
                        test("finally", () -> deadInFinally(), () -> done(await(deadInFinally()))),
                        test("resumed", () -> slotsAfterResume(), () -> done(await(slotsAfterResume()))),
                        test("failed", () -> savedThenFailed(), () -> done(await(savedThenFailed()))),
                        test("droppedValue", () -> droppedValue(), () -> done(await(droppedValue()))),
                        test("usedValue", () -> usedValue(), () -> done(await(usedValue()))),
                        test("promise", () -> valueOfPromise(), () -> done(await(valueOfPromise()))),
                        test("exception", () -> handledException(), () -> done(await(handledException()))),
                        test("exceptionHere", () -> handledHere(), () -> done(await(handledHere()))),
                        test("callee", () -> localsOfEndedCallee(), () -> done(await(localsOfEndedCallee()))),
                        test("endedHeld", () -> endedCoroutineHeld(), () -> done(await(endedCoroutineHeld()))),
                        test("failedHeld", () -> failedCoroutineHeld(), () -> done(await(failedCoroutineHeld()))),
                        test("suspendedHeld", () -> suspendedHeld(), () -> done(await(suspendedHeld()))),
                        test("closedHeld", () -> closedHeld(), () -> done(await(closedHeld()))),
                        test(
                                "cancelled",
                                () -> cancelledBeforeItsStart(),
                                () -> done(await(cancelledBeforeItsStart()))),
                        test("failedAtOnce", () -> failedAtOnceHeld(), () -> done(await(failedAtOnceHeld()))),
                        test("receiver", () -> deadReceiver(), () -> done(await(deadReceiver()))),
                        test("task", () -> endedTaskHeld(), () -> done(await(endedTaskHeld()))),
                        test("tail", () -> tailCall(), () -> done(await(tailCall()))),
                        test("array", () -> manySlots(), () -> done(await(manySlots()))))
                .flatMap(tests -> tests);
    }

    /** What is still needed is kept: the test can tell. */
    @TestFactory
    Stream<DynamicTest> kept() {
        return Stream.of(
                dynamicTest("liveLocal", () -> check(() -> liveLocal(), 1)),
                dynamicTest("liveLocal, called directly", () -> check(() -> done(await(liveLocal())), 1)),
                dynamicTest("liveOperand", () -> check(() -> liveOperand(), 1)),
                dynamicTest("cold", () -> check(() -> coldHeld(), 1)));
    }

    private static Stream<DynamicTest> test(String name, AsyncCallable<Integer> own, AsyncCallable<Integer> direct) {
        return Stream.of(
                dynamicTest(name, () -> check(own, 0)),
                dynamicTest(name + ", called directly", () -> check(direct, 0)));
    }

    private static void check(AsyncCallable<Integer> program, int kept) {
        Thing.forget();
        arrived = false;
        Ikat.run(watch(program, kept));
        held = null;
    }

    @Async
    private static Coroutine<Void> watch(AsyncCallable<Integer> program, int kept) {
        gate = promise();
        Task<Integer> task = start(program);
        for (int step = 0; !arrived; step++) {
            assertThat(step).as("steps to the gate").isLessThan(MOST_STEPS);
            await(yieldNow());
        }
        assertThat(Thing.made()).isPositive();
        Thing.collect(kept);
        assertThat(Thing.alive()).as("objects kept of %s", Thing.made()).isEqualTo(kept);
        gate.complete(null);
        assertThat(await(task)).isNotNegative();
        return done();
    }

    @Async
    private static Coroutine<Integer> liveLocal() {
        Thing thing = new Thing();
        await(gate());
        return done(thing.use());
    }

    @Async
    private static Coroutine<Integer> deadLocal() {
        Thing thing = new Thing();
        int used = thing.use();
        await(gate());
        return done(used);
    }

    @Async
    private static Coroutine<Integer> overwrittenLater() {
        Thing thing = new Thing();
        int used = thing.use();
        await(gate());
        thing = null;
        return done(used + (thing == null ? 0 : 1));
    }

    @Async
    private static Coroutine<Integer> deadAfterBranch() {
        Thing thing = new Thing();
        if (thing.use() > 0) {
            thing.use();
        }
        await(gate());
        for (int i = 0; i < 2; i++) {
            await(yieldNow());
        }
        return done(1);
    }

    @Async
    private static Coroutine<Integer> usedOnce(Thing thing) {
        int used = thing.use();
        await(gate());
        return done(used);
    }

    @Async
    private static Coroutine<Integer> neverUsed(Thing thing) {
        await(gate());
        return done(0);
    }

    @Async
    private static Coroutine<Integer> passesArguments() {
        return done(await(usedOnce(new Thing())) + await(neverUsed(new Thing())));
    }

    @Async
    private static Coroutine<Integer> formerIteration() {
        int sum = 0;
        for (int i = 0; i < 3; i++) {
            Thing thing = new Thing();
            sum += thing.use();
            if (i == 2) {
                await(gate());
            }
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> elementOfForEach() {
        int sum = 0;
        List<Supplier<Thing>> makers = List.of(Thing::new, Thing::new);
        for (Supplier<Thing> maker : makers) {
            Thing thing = maker.get();
            sum += thing.use();
            await(yieldNow());
        }
        await(gate());
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> operandConsumed() {
        int sum = new Thing().use() + await(number());
        await(gate());
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> operandOfEarlierAwait() {
        int sum = add(new Thing(), await(number()));
        await(gate());
        return done(sum);
    }

    private static int add(Thing thing, int number) {
        return thing.use() + number;
    }

    @Async
    private static Coroutine<Integer> number() {
        await(yieldNow());
        return done(1);
    }

    @Async
    private static Coroutine<Integer> resourceAfterItsBlock() {
        int sum;
        try (Thing thing = new Thing()) {
            await(yieldNow());
            sum = thing.use();
        }
        await(gate());
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> deadInFinally() {
        int sum = 0;
        Thing thing = new Thing();
        try {
            await(yieldNow());
            sum += thing.use();
        } finally {
            await(gate());
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> slotsAfterResume() {
        Thing thing = new Thing();
        await(yieldNow());
        int used = thing.use();
        await(gate());
        return done(used);
    }

    @Async
    private static Coroutine<Integer> droppedValue() {
        await(thing());
        await(gate());
        return done(1);
    }

    @Async
    private static Coroutine<Integer> usedValue() {
        int used = await(thing()).use();
        await(gate());
        return done(used);
    }

    @Async
    private static Coroutine<Thing> thing() {
        await(yieldNow());
        return done(new Thing());
    }

    @Async
    private static Coroutine<Integer> valueOfPromise() {
        int used = await(promisedThing()).use();
        await(gate());
        return done(used);
    }

    private static Promise<Thing> promisedThing() {
        Promise<Thing> promise = promise();
        Ikat.loop().callSoon(() -> promise.complete(new Thing()));
        return promise;
    }

    @Async
    private static Coroutine<Integer> handledException() {
        try {
            await(failing());
        } catch (Failure failure) {
            failure.thing.use();
        }
        await(gate());
        return done(1);
    }

    @SuppressWarnings("serial")
    private static final class Failure extends RuntimeException {
        final transient Thing thing = new Thing();
    }

    @Async
    private static Coroutine<Integer> failing() {
        await(yieldNow());
        throw new Failure();
    }

    @Async
    private static Coroutine<Integer> handledHere() {
        try {
            throw new Failure();
        } catch (Failure failure) {
            failure.thing.use();
        }
        await(gate());
        return done(1);
    }

    @Async
    private static Coroutine<Integer> localsOfEndedCallee() {
        int used = await(keepsToItsEnd(new Thing()));
        await(gate());
        return done(used);
    }

    @Async
    private static Coroutine<Integer> keepsToItsEnd(Thing thing) {
        Thing own = new Thing();
        await(yieldNow());
        return done(thing.use() + own.use());
    }

    @Async
    private static Coroutine<Integer> endedCoroutineHeld() {
        Coroutine<Integer> callee = keepsToItsEnd(new Thing());
        int used = await(callee);
        await(gate());
        callee.close();
        return done(used);
    }

    @Async
    private static Coroutine<Integer> failedCoroutineHeld() {
        Coroutine<Integer> callee = failsHolding(new Thing());
        try {
            await(callee);
        } catch (IllegalStateException expected) {
            await(gate());
        }
        callee.close();
        return done(1);
    }

    @Async
    private static Coroutine<Integer> failsHolding(Thing thing) {
        Thing own = new Thing();
        await(yieldNow());
        if (own.use() + thing.use() > 0) {
            throw new IllegalStateException("with arguments");
        }
        return done(own.use());
    }

    @Async
    private static Coroutine<Integer> deadReceiver() {
        return done(await(new Receiver().run()));
    }

    private static final class Receiver extends Thing {
        @Async
        private Coroutine<Integer> run() {
            int used = use();
            await(gate());
            return done(used);
        }
    }

    @Async
    private static Coroutine<Integer> endedTaskHeld() {
        Task<Integer> task = start(keepsToItsEnd(new Thing()));
        int used = await(task);
        await(gate());
        return done(used + task.result());
    }

    @Async
    private static Coroutine<Integer> tailCall() {
        Thing thing = new Thing();
        return thing.use() > 0 ? usedOnce(new Thing()) : done(0);
    }

    @Async
    private static Coroutine<Integer> manySlots() {
        Thing a = new Thing();
        Thing b = new Thing();
        Thing c = new Thing();
        Thing d = new Thing();
        Thing e = new Thing();
        Thing f = new Thing();
        Thing g = new Thing();
        Thing h = new Thing();
        Thing i = new Thing();
        await(yieldNow());
        int sum = a.use() + b.use() + c.use() + d.use() + e.use() + f.use() + g.use() + h.use() + i.use();
        await(gate());
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> savedThenFailed() {
        Thing thing = new Thing();
        try {
            await(failing());
            thing.use();
        } catch (Failure expected) {
            await(gate());
        }
        return done(1);
    }

    @Async
    private static Coroutine<Integer> suspendedHeld() {
        Coroutine<Integer> callee = usedOnce(new Thing());
        held = callee;
        return done(await(callee));
    }

    @Async
    private static Coroutine<Integer> closedHeld() {
        Coroutine<Integer> cold = usedOnce(new Thing());
        held = cold;
        cold.close();
        await(gate());
        return done(1);
    }

    @Async
    private static Coroutine<Integer> cancelledBeforeItsStart() {
        Task<Integer> task = start(usedOnce(new Thing()));
        task.cancel();
        try {
            await(task);
        } catch (CancelledError expected) {
            await(gate());
        }
        return done(task.isCancelled() ? 1 : -1);
    }

    @Async
    private static Coroutine<Integer> failedAtOnceHeld() {
        Coroutine<Integer> callee = failsAtOnce(new Thing());
        held = callee;
        try {
            await(callee);
        } catch (IllegalStateException expected) {
            await(gate());
        }
        return done(1);
    }

    @Async
    private static Coroutine<Integer> failsAtOnce(Thing thing) {
        if (thing.use() > 0) {
            throw new IllegalStateException("at once");
        }
        await(gate());
        return done(1);
    }

    @Async
    private static Coroutine<Integer> coldHeld() {
        Coroutine<Integer> cold = usedOnce(new Thing());
        await(gate());
        return done(await(cold));
    }

    @Async
    private static Coroutine<Integer> liveOperand() {
        return done(add(new Thing(), await(openedGate())));
    }

    @Async
    private static Coroutine<Integer> openedGate() {
        await(gate());
        return done(1);
    }
}
