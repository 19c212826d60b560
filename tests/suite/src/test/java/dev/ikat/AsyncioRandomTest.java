package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.sync.Permit;
import dev.ikat.sync.Semaphore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random programs of tasks that sleep, yield, wait for promises, for each other and for a semaphore, under timeouts, and
 * cancel each other: interpreted on CPython's asyncio and on Ikat, event by event. Replay with {@code -Dikat.seed=}.
 */
@Timeout(120)
class AsyncioRandomTest {
    private static final int PROGRAMS = 400;
    private static final int PROMISES = 3;

    /** One step of a task; {@code kind} as in {@link #run}. */
    private record Op(String kind, int first, int second, List<Op> body) {
        /** As JSON. */
        @Override
        public String toString() {
            return "[\"" + kind + "\"," + first + "," + second + "," + body + "]";
        }
    }

    private static final String INTERPRETER = """
            import json

            class Program:
                def __init__(self, tasks):
                    self.bodies = tasks
                    self.events = []

                def say(self, *words):
                    self.events.append(" ".join(str(word) for word in words))

                async def ops(self, at, body):
                    for i, op in enumerate(body):
                        await self.run(f"{at}.{i}", *op)

                async def run(self, at, kind, first, second, body):
                    if kind == "yield":
                        await asyncio.sleep(0)
                    elif kind == "sleep":
                        await asyncio.sleep(first / 1e6)
                    elif kind == "wait":
                        await self.futures[first]
                    elif kind == "complete":
                        if not self.futures[first].done():
                            self.futures[first].set_result(None)
                    elif kind == "cancel":
                        self.say(at, self.tasks[first].cancel())
                    elif kind == "join":
                        await self.tasks[first]
                    elif kind == "gather":
                        if not self.tasks[first].done() and not self.tasks[second].done():
                            await asyncio.gather(self.tasks[first], self.tasks[second])
                    elif kind == "permit":
                        async with self.semaphore:
                            self.say(at, "in")
                            await self.ops(at, body)
                    elif kind == "timeout":
                        await asyncio.sleep(0)
                        async with asyncio.timeout(first / 1e6):
                            await self.ops(at, body)
                    elif kind == "catch":
                        try:
                            await self.ops(at, body)
                        except (asyncio.CancelledError, TimeoutError, ValueError) as error:
                            self.say(at, "caught", type(error).__name__)
                    elif kind == "raise":
                        raise ValueError
                    self.say(at, kind)

                async def task(self, number, body):
                    try:
                        self.say(number, "begins")
                        await self.ops(number, body)
                    finally:
                        self.say(number, "ends", asyncio.current_task().cancelling())

                async def main(self):
                    loop = asyncio.get_running_loop()
                    self.semaphore = asyncio.Semaphore(1 + len(self.bodies) % 2)
                    self.futures = [loop.create_future() for i in range(3)]
                    self.tasks = [asyncio.create_task(self.task(i, body)) for i, body in enumerate(self.bodies)]
                    await asyncio.sleep(100)
                    while not all(task.done() for task in self.tasks):
                        self.say("cancel all")
                        for task in self.tasks:
                            task.cancel()
                        await asyncio.sleep(10)
                    for task in self.tasks:
                        outcome = "cancelled" if task.cancelled() else type(task.exception()).__name__
                        self.say(outcome, task.cancelling())

            for line in sys.stdin:
                program = Program(json.loads(line))
                run(program.main())
                print("; ".join(program.events))
            """;

    @Test
    void randomProgramsDoTheSame() {
        long seed = Long.getLong("ikat.seed", 1);
        int programs = Integer.getInteger("ikat.programs", PROGRAMS);
        List<List<List<Op>>> all = new ArrayList<>();
        for (int i = 0; i < programs; i++) {
            all.add(program(new Random(seed + i)));
        }
        String input = all.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        List<String> expected = CPython.interpret(INTERPRETER, input);
        assertThat(expected).hasSize(programs);
        for (int i = 0; i < programs; i++) {
            List<String> events = new Program(all.get(i)).events();
            assertThat(String.join("; ", events).replace("; ", ";\n"))
                    .as("-Dikat.seed=%d -Dikat.programs=1: %s", seed + i, all.get(i))
                    .isEqualTo(expected.get(i).replace("; ", ";\n"));
        }
    }

    private static List<List<Op>> program(Random random) {
        int tasks = 2 + random.nextInt(4);
        List<List<Op>> bodies = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            bodies.add(ops(random, task, tasks, 0));
        }
        return bodies;
    }

    private static List<Op> ops(Random random, int task, int tasks, int depth) {
        List<Op> ops = new ArrayList<>();
        int count = 1 + random.nextInt(depth == 0 ? 6 : 3);
        for (int i = 0; i < count; i++) {
            ops.add(op(random, task, tasks, depth));
        }
        return ops;
    }

    /** Tasks wait for those before them only, so that none waits for itself; and cancel others only. */
    private static Op op(Random random, int task, int tasks, int depth) {
        int kind = random.nextInt(depth < 3 ? 20 : 12);
        return switch (kind) {
            case 0, 1 -> new Op("sleep", 1 + random.nextInt(1_000_000), 0, List.of());
            case 2, 3 -> new Op("wait", random.nextInt(PROMISES), 0, List.of());
            case 4 -> new Op("complete", random.nextInt(PROMISES), 0, List.of());
            case 5, 6 -> new Op("cancel", (task + 1 + random.nextInt(tasks - 1)) % tasks, 0, List.of());
            case 7 -> task > 0 ? new Op("join", random.nextInt(task), 0, List.of()) : new Op("yield", 0, 0, List.of());
            case 8 ->
                task > 1
                        ? new Op("gather", random.nextInt(task), random.nextInt(task), List.of())
                        : new Op("yield", 0, 0, List.of());
            case 9 -> random.nextInt(3) == 0 ? new Op("raise", 0, 0, List.of()) : new Op("yield", 0, 0, List.of());
            case 10, 11 -> new Op("yield", 0, 0, List.of());
            case 12, 13, 14 -> new Op("permit", 0, 0, ops(random, task, tasks, depth + 1));
            case 15, 16 ->
                new Op("timeout", random.nextInt(6) * random.nextInt(100_000), 0, ops(random, task, tasks, depth + 1));
            default -> new Op("catch", 0, 0, ops(random, task, tasks, depth + 1));
        };
    }

    private static final class ValueError extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The interpreter on this side; see the one above. */
    private static final class Program {
        private final List<List<Op>> bodies;
        private final List<String> events = new ArrayList<>();
        private final List<Promise<Void>> promises = new ArrayList<>();
        private final List<Task<Void>> tasks = new ArrayList<>();
        private final Semaphore semaphore;

        Program(List<List<Op>> bodies) {
            this.bodies = bodies;
            semaphore = new Semaphore(1 + bodies.size() % 2);
        }

        List<String> events() {
            VirtualLoop.run(this::main);
            return events;
        }

        private void say(Object... words) {
            StringBuilder line = new StringBuilder();
            for (Object word : words) {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            events.add(line.toString());
        }

        private static String name(@Nullable Throwable error) {
            if (error == null) {
                return "NoneType";
            }
            return error instanceof DeadlineExceededException
                    ? "TimeoutError"
                    : error.getClass().getSimpleName();
        }

        @Async
        private Coroutine<Void> ops(String at, List<Op> body) {
            for (int i = 0; i < body.size(); i++) {
                await(run(at + "." + i, body.get(i)));
            }
            return done();
        }

        @Async
        private Coroutine<Void> run(String at, Op op) {
            switch (op.kind) {
                case "yield" -> await(yieldNow());
                case "sleep" -> await(sleep(ofNanos(op.first * 1000L)));
                case "wait" -> await(promises.get(op.first));
                case "complete" -> promises.get(op.first).tryComplete(null);
                case "cancel" -> say(at, tasks.get(op.first).cancel() ? "True" : "False");
                case "join" -> await(tasks.get(op.first));
                case "gather" -> await(both(tasks.get(op.first), tasks.get(op.second)));
                case "permit" -> {
                    try (Permit permit = await(semaphore.acquire())) {
                        say(at, "in");
                        await(ops(at, op.body));
                    }
                }
                case "timeout" -> {
                    await(yieldNow());
                    await(timeout(ofNanos(op.first * 1000L), deadline -> ops(at, op.body)));
                }
                case "catch" -> {
                    try {
                        await(ops(at, op.body));
                    } catch (CancelledError | DeadlineExceededException | ValueError error) {
                        say(at, "caught", name(error));
                    }
                }
                default -> throw new ValueError();
            }
            say(at, op.kind);
            return done();
        }

        @Async
        private static Coroutine<Void> both(Task<Void> first, Task<Void> second) {
            if (!first.isDone() && !second.isDone()) {
                await(gather(first, second));
            }
            return done();
        }

        @Async
        private Coroutine<Void> task(int number, List<Op> body) {
            try {
                say(number, "begins");
                await(ops(String.valueOf(number), body));
            } finally {
                say(number, "ends", currentTask().cancelling());
            }
            return done();
        }

        @Async
        private Coroutine<Void> main() {
            for (int i = 0; i < PROMISES; i++) {
                promises.add(promise());
            }
            for (int i = 0; i < bodies.size(); i++) {
                tasks.add(start(task(i, bodies.get(i))));
            }
            await(sleep(ofSeconds(100)));
            while (!tasks.stream().allMatch(Promise::isDone)) {
                say("cancel all");
                tasks.forEach(Promise::cancel);
                await(sleep(ofSeconds(10)));
            }
            for (Task<Void> task : tasks) {
                say(task.isCancelled() ? "cancelled" : name(task.exception()), task.cancelling());
            }
            return done();
        }
    }
}
