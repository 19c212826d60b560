package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.sync.Permit;
import dev.ikat.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random programs of tasks that sleep, yield, wait for promises, for each other and for a semaphore, in groups and under
 * timeouts, and cancel each other: interpreted on CPython's asyncio and on Ikat, event by event. Replay with {@code -Dikat.seed=}.
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

    private static final String INTERPRETER = AsyncioFixture.GROUP + """
            import json

            class Task(asyncio.tasks._PyTask):
                def uncancel(self):
                    left = super().uncancel()
                    if left == 0:
                        self._must_cancel = False  # as from 3.13 on
                    return left

            def leaves(error):
                if isinstance(error, BaseExceptionGroup):
                    return "[" + ",".join(leaves(each) for each in error.exceptions) + "]"
                return type(error).__name__

            class Program:
                def __init__(self, tasks):
                    self.bodies = tasks
                    self.events = []
                    self.children = []

                def say(self, *words):
                    self.events.append(" ".join(str(word) for word in words))

                async def ops(self, at, body, group):
                    for i, op in enumerate(body):
                        await self.run(f"{at}.{i}", group, *op)

                async def run(self, at, group, kind, first, second, body):
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
                            await self.ops(at, body, group)
                    elif kind == "timeout":
                        await asyncio.sleep(0)
                        async with asyncio.timeout(first / 1e6):
                            await self.ops(at, body, group)
                    elif kind == "group":
                        await asyncio.sleep(0)
                        async with Group() as inner:
                            await self.ops(at, body, inner)
                    elif kind == "spawn":
                        if group is not None:
                            child = self.child(at, body, group)
                            try:
                                self.children.append(group.create_task(child))
                            except RuntimeError:
                                child.close()
                                self.say(at, "refused")
                    elif kind == "shield":
                        await asyncio.shield(self.tasks[first])
                    elif kind == "settled":
                        if not self.tasks[first].done() and not self.tasks[second].done():
                            both = asyncio.gather(self.tasks[first], self.tasks[second], return_exceptions=True)
                            self.say(at, *(leaves(each) for each in await both))
                    elif kind == "some":
                        before = self.tasks[:int(str(at).split(".")[0])]
                        if before:
                            until = (asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED)[first]
                            done, pending = await asyncio.wait(before, timeout=second / 1e6, return_when=until)
                            self.say(at, *(int(task in done) for task in before))
                    elif kind == "catch":
                        try:
                            await self.ops(at, body, group)
                        except (asyncio.CancelledError, TimeoutError, ValueError, BaseExceptionGroup) as error:
                            self.say(at, "caught", leaves(error))
                    elif kind == "raise":
                        raise ValueError
                    self.say(at, kind)

                async def task(self, number, body):
                    try:
                        self.say(number, "begins")
                        await self.ops(number, body, None)
                    finally:
                        self.say(number, "ends", asyncio.current_task().cancelling())

                async def child(self, at, body, group):
                    try:
                        await self.ops(f"{at}c", body, group)
                    finally:
                        self.say(at, "child ends", asyncio.current_task().cancelling())

                async def main(self):
                    loop = asyncio.get_running_loop()
                    if sys.version_info < (3, 13):
                        loop.set_task_factory(lambda loop, coroutine, **options: Task(coroutine, loop=loop, **options))
                    self.semaphore = asyncio.Semaphore(1 + len(self.bodies) % 2)
                    self.futures = [loop.create_future() for i in range(3)]
                    self.tasks = [asyncio.create_task(self.task(i, body)) for i, body in enumerate(self.bodies)]
                    await asyncio.sleep(100)
                    while not all(task.done() for task in self.tasks):
                        self.say("cancel all")
                        for task in self.tasks + self.children:
                            task.cancel()
                        await asyncio.sleep(10)
                    for task in self.tasks:
                        outcome = "cancelled" if task.cancelled() else leaves(task.exception())
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
        int kind = random.nextInt(depth < 3 ? 28 : 15);
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
            case 12 ->
                task > 0 ? new Op("shield", random.nextInt(task), 0, List.of()) : new Op("yield", 0, 0, List.of());
            case 13 ->
                task > 1
                        ? new Op("settled", random.nextInt(task), random.nextInt(task), List.of())
                        : new Op("yield", 0, 0, List.of());
            case 14 -> new Op("some", random.nextInt(3), 1 + random.nextInt(1_000_000), List.of());
            case 15, 16, 17 -> new Op("permit", 0, 0, ops(random, task, tasks, depth + 1));
            case 18, 19, 20 -> new Op("group", 0, 0, ops(random, task, tasks, depth + 1));
            case 21, 22, 23 -> new Op("spawn", 0, 0, ops(random, task, tasks, depth + 1));
            case 24, 25 ->
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
        private final List<Task<Void>> children = new ArrayList<>();
        private final Semaphore semaphore;

        Program(List<List<Op>> bodies) {
            this.bodies = bodies;
            semaphore = new Semaphore(1 + bodies.size() % 2);
        }

        List<String> events() {
            VirtualLoop loop = new VirtualLoop();
            try (Runner runner = loop.runner()) {
                runner.run(VirtualLoop.inside(this::main));
            }
            assertThat(loop.errors).allMatch(context -> context.message().contains("shield"));
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
            if (error instanceof ExceptionGroup group) {
                return group.exceptions().stream().map(Program::name).collect(Collectors.joining(",", "[", "]"));
            }
            return error instanceof DeadlineExceededException
                    ? "TimeoutError"
                    : error.getClass().getSimpleName();
        }

        @Async
        private Coroutine<Void> ops(String at, List<Op> body, @Nullable TaskGroup group) {
            for (int i = 0; i < body.size(); i++) {
                await(run(at + "." + i, body.get(i), group));
            }
            return done();
        }

        @Async
        private Coroutine<Void> run(String at, Op op, @Nullable TaskGroup group) {
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
                        await(ops(at, op.body, group));
                    }
                }
                case "timeout" -> {
                    await(yieldNow());
                    await(timeout(ofNanos(op.first * 1000L), deadline -> ops(at, op.body, group)));
                }
                case "group" -> {
                    await(yieldNow());
                    await(taskGroup(inner -> ops(at, op.body, inner)));
                }
                case "spawn" -> spawn(at, op.body, group);
                case "shield" -> await(shield(tasks.get(op.first)));
                case "settled" -> await(settled(at, tasks.get(op.first), tasks.get(op.second)));
                case "some" -> await(some(at, Until.values()[op.first], ofNanos(op.second * 1000L)));
                case "catch" -> {
                    try {
                        await(ops(at, op.body, group));
                    } catch (CancelledError | DeadlineExceededException | ValueError | ExceptionGroup error) {
                        say(at, "caught", name(error));
                    }
                }
                default -> throw new ValueError();
            }
            say(at, op.kind);
            return done();
        }

        private void spawn(String at, List<Op> body, @Nullable TaskGroup group) {
            if (group != null) {
                try {
                    children.add(group.start(child(at, body, group)));
                } catch (IllegalStateException refused) {
                    say(at, "refused");
                }
            }
        }

        @Async
        private Coroutine<Void> child(String at, List<Op> body, TaskGroup group) {
            try {
                await(ops(at + "c", body, group));
            } finally {
                say(at, "child ends", currentTask().cancelling());
            }
            return done();
        }

        @Async
        private Coroutine<Void> settled(String at, Task<Void> first, Task<Void> second) {
            if (!first.isDone() && !second.isDone()) {
                List<Outcome<Void>> both = await(gatherSettled(first, second));
                say(at, name(both.get(0).error()), name(both.get(1).error()));
            }
            return done();
        }

        @Async
        private Coroutine<Void> some(String at, Until until, Duration limit) {
            List<Task<Void>> before = tasks.subList(0, Integer.parseInt(at.split("\\.")[0]));
            if (!before.isEmpty()) {
                Waited<Task<Void>> waited = await(waitFor(before, until, limit));
                List<Object> line = new ArrayList<>(List.of(at));
                before.forEach(task -> line.add(waited.done().contains(task) ? 1 : 0));
                say(line.toArray());
            }
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
                await(ops(String.valueOf(number), body, null));
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
                List.copyOf(children).forEach(Promise::cancel);
                await(sleep(ofSeconds(10)));
            }
            for (Task<Void> task : tasks) {
                say(task.isCancelled() ? "cancelled" : name(task.exception()), task.cancelling());
            }
            return done();
        }
    }
}
