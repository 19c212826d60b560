package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.sync.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random programs of tasks that share a queue, under timeouts, and cancel each other: on CPython's asyncio and on Ikat,
 * event by event. Replay with {@code -Dikat.seed=}. Each operation has an instant of its own, or shares it with a burst of
 * others that compete for the same thing: there a newcomer overtakes on CPython, and on Ikat it does not.
 */
@Timeout(120)
class AsyncioQueueTest {
    private static final int PROGRAMS = 600;

    /** A program: {@code kind} is 0 for FIFO, 1 for LIFO, 2 for priority. */
    private record Program(int kind, int capacity, List<List<Op>> tasks) {
        /** As JSON. */
        @Override
        public String toString() {
            return "[" + kind + "," + capacity + "," + tasks + "]";
        }
    }

    /** One step of a task, after a pause; {@code number} is an item, a task or a time. */
    private record Op(String kind, int pause, int number, List<Op> body) {
        /** As JSON. */
        @Override
        public String toString() {
            return "[\"" + kind + "\"," + pause + "," + number + "," + body + "]";
        }
    }

    private static final String INTERPRETER = """
            import json

            class Program:
                def __init__(self, kind, capacity, tasks):
                    self.queue = (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue)[kind](capacity)
                    self.bodies = tasks
                    self.events = []

                def say(self, *words):
                    self.events.append(" ".join(str(word) for word in words))

                async def ops(self, at, body):
                    for i, op in enumerate(body):
                        await self.run(f"{at}.{i}", *op)

                async def run(self, at, kind, pause, number, body):
                    await asyncio.sleep(pause / 1e6)
                    result = ""
                    if kind == "put":
                        await self.queue.put(number)
                    elif kind == "take":
                        result = await self.queue.get()
                    elif kind == "join":
                        await self.queue.join()
                    elif kind == "burst":
                        for each, unused, n, nothing in body:
                            self.say(at, each, self.now(each, n))
                    elif kind == "timeout":
                        async with asyncio.timeout(number / 1e6):
                            await self.ops(at, body)
                    elif kind == "catch":
                        try:
                            await self.ops(at, body)
                        except (asyncio.CancelledError, TimeoutError) as error:
                            result = type(error).__name__
                    self.say(at, kind, result, self.queue.qsize(), self.queue.empty(), self.queue.full())

                def now(self, kind, number):
                    try:
                        if kind == "offer":
                            self.queue.put_nowait(number)
                            return True
                        elif kind == "poll":
                            return self.queue.get_nowait()
                        elif kind == "cancel":
                            return self.tasks[number].cancel()
                        else:
                            self.queue.task_done()
                            return True
                    except asyncio.QueueFull:
                        return False
                    except asyncio.QueueEmpty:
                        return None
                    except ValueError:
                        return "too many"

                async def task(self, number, body):
                    try:
                        await self.ops(number, body)
                    finally:
                        self.say(number, "ends")

                async def main(self):
                    self.tasks = [asyncio.create_task(self.task(i, body)) for i, body in enumerate(self.bodies)]
                    await asyncio.sleep(100)
                    while not all(task.done() for task in self.tasks):
                        self.say("cancel all")
                        for task in self.tasks:
                            task.cancel()
                        await asyncio.sleep(10)
                    for task in self.tasks:
                        self.say("cancelled" if task.cancelled() else type(task.exception()).__name__)

            for line in sys.stdin:
                program = Program(*json.loads(line))
                run(program.main())
                print("; ".join(program.events))
            """;

    @Test
    void randomProgramsDoTheSame() {
        long seed = Long.getLong("ikat.seed", 1);
        int programs = Integer.getInteger("ikat.programs", PROGRAMS);
        List<Program> all = new ArrayList<>();
        for (int i = 0; i < programs; i++) {
            all.add(new Making(new Random(seed + i)).program());
        }
        String input = all.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        List<String> expected = CPython.interpret(INTERPRETER, input);
        assertThat(expected).hasSize(programs);
        for (int i = 0; i < programs; i++) {
            List<String> events = new Run(all.get(i)).events();
            assertThat(String.join("; ", events).replace("; ", ";\n"))
                    .as("-Dikat.seed=%d -Dikat.programs=1: %s", seed + i, all.get(i))
                    .isEqualTo(expected.get(i).replace("; ", ";\n"));
        }
    }

    /** Makes programs; items are numbered, so that none is equal to another. */
    private static final class Making {
        private static final int PAUSE = 1_000_000;
        private static final int LIMIT = 300_000;

        private final Random random;
        private final int tasks;
        private int item;

        Making(Random random) {
            this.random = random;
            this.tasks = 2 + random.nextInt(5);
        }

        Program program() {
            List<List<Op>> bodies = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                bodies.add(ops(task, 0));
            }
            return new Program(random.nextInt(3), random.nextInt(4), bodies);
        }

        private List<Op> ops(int task, int depth) {
            List<Op> ops = new ArrayList<>();
            int count = 1 + random.nextInt(depth == 0 ? 7 : 3);
            for (int i = 0; i < count; i++) {
                ops.add(op(task, depth));
            }
            return ops;
        }

        private Op op(int task, int depth) {
            int pause = 1 + random.nextInt(PAUSE);
            return switch (random.nextInt(depth < 3 ? 20 : 15)) {
                case 0, 1, 2, 3, 4 -> new Op("put", pause, nextItem(), List.of());
                case 5, 6, 7, 8, 9 -> new Op("take", pause, 0, List.of());
                case 10 -> new Op("join", pause, 0, List.of());
                case 11, 12 -> new Op("burst", pause, 0, burst(task, "offer"));
                case 13, 14 -> new Op("burst", pause, 0, burst(task, "poll"));
                case 15, 16 -> new Op("timeout", pause, 1 + random.nextInt(LIMIT), ops(task, depth + 1));
                default -> new Op("catch", pause, 0, ops(task, depth + 1));
            };
        }

        /** Cancels others only. */
        private List<Op> burst(int task, String kind) {
            List<Op> burst = new ArrayList<>();
            int count = 1 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                burst.add(
                        switch (random.nextInt(4)) {
                            case 0 -> new Op("cancel", 0, (task + 1 + random.nextInt(tasks - 1)) % tasks, List.of());
                            case 1 -> new Op("done", 0, 0, List.of());
                            default -> new Op(kind, 0, nextItem(), List.of());
                        });
            }
            return burst;
        }

        /** In no order, for the queue that has one. */
        private int nextItem() {
            return 1000 * random.nextInt(1000) + item++;
        }
    }

    /** The interpreter on this side; see the one above. */
    private static final class Run {
        private final Program program;
        private final Queue<Integer> queue;
        private final List<String> events = new ArrayList<>();
        private final List<Task<Void>> tasks = new ArrayList<>();

        Run(Program program) {
            this.program = program;
            queue = switch (program.kind) {
                case 0 -> new Queue<>(program.capacity);
                case 1 -> Queue.lifo(program.capacity);
                default -> Queue.priority(program.capacity);
            };
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

        private static String truth(boolean value) {
            return value ? "True" : "False";
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
            await(sleep(ofNanos(op.pause * 1000L)));
            Object result = "";
            switch (op.kind) {
                case "put" -> await(queue.put(op.number));
                case "take" -> result = await(queue.take());
                case "join" -> await(queue.join());
                case "burst" -> op.body.forEach(each -> say(at, each.kind, now(each)));
                case "timeout" -> await(timeout(ofNanos(op.number * 1000L), deadline -> ops(at, op.body)));
                default -> {
                    try {
                        await(ops(at, op.body));
                    } catch (CancelledError | DeadlineExceededException error) {
                        result = name(error);
                    }
                }
            }
            say(at, op.kind, result, queue.size(), truth(queue.isEmpty()), truth(queue.isFull()));
            return done();
        }

        private Object now(Op op) {
            switch (op.kind) {
                case "offer":
                    return truth(queue.offer(op.number));
                case "poll":
                    Integer item = queue.poll();
                    return item == null ? "None" : item;
                case "cancel":
                    return truth(tasks.get(op.number).cancel());
                default:
                    if (queue.unfinished() <= 0) {
                        return "too many";
                    }
                    queue.taskDone();
                    return "True";
            }
        }

        @Async
        private Coroutine<Void> task(int number, List<Op> body) {
            try {
                await(ops(String.valueOf(number), body));
            } finally {
                say(number, "ends");
            }
            return done();
        }

        @Async
        private Coroutine<Void> main() {
            for (int i = 0; i < program.tasks.size(); i++) {
                tasks.add(start(task(i, program.tasks.get(i))));
            }
            await(sleep(ofSeconds(100)));
            while (!tasks.stream().allMatch(Promise::isDone)) {
                say("cancel all");
                tasks.forEach(Promise::cancel);
                await(sleep(ofSeconds(10)));
            }
            for (Task<Void> task : tasks) {
                say(task.isCancelled() ? "cancelled" : name(task.exception()));
            }
            return done();
        }
    }
}
