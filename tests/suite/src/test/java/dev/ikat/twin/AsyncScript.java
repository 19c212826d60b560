package dev.ikat.twin;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncGenerator;
import dev.ikat.Coroutine;
import dev.ikat.GeneratorExit;
import dev.ikat.Promise;
import dev.ikat.Runner;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;

/** What the programs of asynchronous generators use, in Java and in Python. */
public abstract class AsyncScript extends Script {
    private static final int MOST_TURNS = 40;

    /** As below; {@code Each} closes what a loop leaves early, as each(…) does. */
    static final String PYTHON = """
            CancelledError = asyncio.CancelledError
            generators = []

            async def close(generator):
                if generator.ag_frame is not None:
                    try:
                        await generator.athrow(GeneratorExit())
                    except (GeneratorExit, StopAsyncIteration):
                        return
                    raise RuntimeError("it emitted")

            class Each:
                def __init__(self, generator):
                    self.generator = generator
                    self.asking = False

                async def __aenter__(self):
                    return self

                def __aiter__(self):
                    return self

                async def __anext__(self):
                    self.asking = True
                    element = await self.generator.__anext__()
                    self.asking = False
                    return element

                async def __aexit__(self, kind, error, trace):
                    if self.asking:
                        return
                    try:
                        await close(self.generator)
                    except BaseException:
                        if error is None or isinstance(error, GeneratorExit):
                            raise

            def run_program(define):
            """ + CLOCK + """
                slots = [None] * 3

                def keep(generator):
                    generators.append(generator)
                    return generator

                async def none():
                    return
                    yield

                def slot(number):
                    return none() if slots[number] is None else slots[number]

                def promise(number):
                    return promises[number]

                def complete(number):
                    if not promises[number].done():
                        promises[number].set_result(None)

                def cancel(number):
                    tasks[number].cancel()

                def name(error):
                    return "Misuse" if isinstance(error, Misuse) else type(error).__name__

                async def answer(op, number, argument):
                    generator = slots[number]
                    if op == "make":
                        slots[number] = keep(make(argument))
                        return "made"
                    if generator is None:
                        return "none"
                    if op == "next":
                        return await anext(generator)
                    if op == "send":
                        return await generator.asend(argument or None)
                    if op == "raise":
                        error = (One, Two, GeneratorExit)[argument]()
                        if generator.ag_frame is None:
                            raise error
                        return await generator.athrow(error)
                    await close(generator)
                    return "closed"

                async def drive(op, number, argument):
                    step()
                    try:
                        said = await answer(op, number, argument)
                    except StopAsyncIteration:
                        said = "end"
                    except BaseException as error:
                        said = name(error)
                    events.append(f"{op} {number} {argument}: {said}")

                async def main():
                    for number in range(3):
                        slots[number] = keep(make(number))
                        promises.append(asyncio.get_running_loop().create_future())
                    for number in range(3):
                        tasks.append(asyncio.create_task(script(number)))
                    for turn in range(40):
                        if turn % 10 == 9:
                            complete(turn // 10 % 3)
                        await asyncio.sleep(0)
                    for turn in range(40):
                        for task in tasks:
                            if turn % 4 == 0:
                                task.cancel()
                        await asyncio.sleep(0)
                    for task in tasks:
                        events.append(
                            "pending" if not task.done()
                            else "CancelledError" if task.cancelled()
                            else name(task.exception()) if task.exception() is not None
                            else str(task.result()))
                    for number in range(3):
                        try:
                            await drive("close", number, 0)
                        except Over:
                            events.append("over")
                    return list(events)

                promises, tasks = [], []
                generators.extend([promises, tasks])
                make, script = define(log, odd, keep, slot, drive, promise, complete, cancel)
                loop = Loop()
                generators.append(loop)
                loop.set_exception_handler(lambda loop, context: None)
                return loop.run_until_complete(main())
            """;

    private final List<AsyncGenerator<Object>> slots = new ArrayList<>();
    private final List<Promise<Void>> promises = new ArrayList<>();
    private final List<Task<Object>> tasks = new ArrayList<>();

    /** A new generator of the function of this number. */
    protected abstract AsyncGenerator<Object> make(int function);

    /** The program's task of this number. */
    protected abstract Coroutine<Object> task(int number);

    protected final AsyncGenerator<Object> keep(AsyncGenerator<Object> generator) {
        return generator;
    }

    protected final AsyncGenerator<Object> slot(int number) {
        AsyncGenerator<Object> generator = slots.get(number);
        return generator == null ? none() : generator;
    }

    private static AsyncGenerator<Object> none() {
        return end();
    }

    protected final Promise<Void> promise(int number) {
        return promises.get(number);
    }

    protected final void complete(int number) {
        promises.get(number).tryComplete(null);
    }

    protected final void cancel(int number) {
        tasks.get(number).cancel();
    }

    @Async
    protected final Coroutine<Void> drive(String op, int number, int argument) {
        step();
        String said;
        try {
            said = text(await(answer(op, number, argument)));
        } catch (Throwable error) {
            said = name(error);
        }
        events.add(op + " " + number + " " + argument + ": " + said);
        return done();
    }

    @Async
    private Coroutine<Object> answer(String op, int number, int argument) {
        if (op.equals("make")) {
            slots.set(number, make(argument));
            return done("made");
        }
        AsyncGenerator<Object> generator = slots.get(number);
        if (generator == null) {
            return done("none");
        }
        boolean present;
        switch (op) {
            case "next" -> present = await(generator.hasNext());
            case "send" -> present = await(generator.send(argument == 0 ? null : argument));
            case "raise" ->
                present = await(
                        generator.raise(argument == 0 ? new One() : argument == 1 ? new Two() : new GeneratorExit()));
            default -> {
                await(generator.closeAsync());
                return done("closed");
            }
        }
        return done(present ? generator.next() : "end");
    }

    @Override
    public void script() {
        VirtualLoop loop = new VirtualLoop();
        List<String> all;
        try (Runner runner = loop.runner()) {
            all = runner.run(main());
        }
        events.clear();
        events.addAll(all);
    }

    @Async
    private Coroutine<List<String>> main() {
        for (int i = 0; i < AsyncPrograms.SLOTS; i++) {
            slots.add(make(i));
            promises.add(dev.ikat.Ikat.promise());
        }
        for (int i = 0; i < AsyncPrograms.TASKS; i++) {
            tasks.add(start(task(i)));
        }
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            if (turn % 10 == 9) {
                complete(turn / 10 % AsyncPrograms.PROMISES);
            }
            await(yieldNow());
        }
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            if (turn % 4 == 0) {
                tasks.forEach(Task::cancel);
            }
            await(yieldNow());
        }
        tasks.forEach(task -> events.add(outcome(task)));
        for (int i = 0; i < AsyncPrograms.SLOTS; i++) {
            try {
                await(drive("close", i, 0));
            } catch (Over over) {
                events.add("over");
            }
        }
        return done(List.copyOf(events));
    }

    private static String outcome(Task<Object> task) {
        return !task.isDone()
                ? "pending"
                : task.isCancelled()
                        ? "CancelledError"
                        : task.exception() != null ? name(task.exception()) : text(task.result());
    }
}
