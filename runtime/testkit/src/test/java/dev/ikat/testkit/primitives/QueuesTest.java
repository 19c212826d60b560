package dev.ikat.testkit.primitives;

import static dev.ikat.Ikat.*;
import static dev.ikat.testkit.primitives.Explored.*;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.sync.Queue;
import dev.ikat.sync.QueueShutDownException;
import dev.ikat.testkit.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Queues do at each step what a list does, whoever is cancelled when; and nobody waits for what is there. */
class QueuesTest {
    private static final int CLIENTS = 5;
    private static final int TIMES = 5;

    /** A queue, and a list with what must be in it. */
    private static final class Twin {
        final Queue<Integer> queue;
        final Function<List<Integer>, Integer> first;
        final List<Integer> model = new ArrayList<>();

        /** Where most of them take, or put, many wait; and one that is not woken goes on waiting. */
        final int bias = Simulation.current().random().nextInt(3);

        int number;
        int unfinished;
        int timesFinished;
        int putting;
        int taking;

        Twin(Queue<Integer> queue, Function<List<Integer>, Integer> first) {
            this.queue = queue;
            this.first = first;
        }

        boolean agrees() {
            return queue.size() == model.size()
                    && queue.unfinished() == unfinished
                    && (queue.capacity() == 0 || queue.size() <= queue.capacity());
        }

        void checkQuiet() {
            check(taking == 0 || queue.isEmpty(), "somebody waits for what is there: " + queue);
            check(putting == 0 || queue.isFull(), "somebody waits for room: " + queue);
        }

        @Async
        Coroutine<Void> client(Random random) {
            for (int i = 0; i < TIMES; i++) {
                try {
                    await(pause(random));
                    await(step(random));
                } catch (CancelledError cancelled) {
                    survive();
                } catch (DeadlineExceededException late) {
                    check(!leaves(currentTask()), "the deadline is over");
                } catch (QueueShutDownException end) {
                    check(queue.isShutDown(), "it is not shut down");
                    return done();
                }
            }
            return done();
        }

        private Coroutine<Void> step(Random random) {
            if (bias < 2 && random.nextInt(5) > 0) {
                return bias == 0 ? take(random) : put(random);
            }
            return switch (random.nextInt(8)) {
                case 0, 1 -> put(random);
                case 2, 3 -> take(random);
                case 4 -> iterate(random);
                case 5 -> join(random);
                case 6 -> offer();
                default -> poll();
            };
        }

        @Async
        private Coroutine<Void> put(Random random) {
            int mine = number++;
            putting++;
            try {
                await(perhapsInTime(random, queue.put(mine)));
            } finally {
                putting--;
            }
            wasPut(mine);
            return done();
        }

        private void wasPut(int mine) {
            check(!queue.isShutDown(), "put though it was shut down");
            model.add(mine);
            unfinished++;
        }

        @Async
        private Coroutine<Void> take(Random random) {
            int taken;
            taking++;
            try {
                taken = await(perhapsInTime(random, queue.take()));
            } catch (QueueShutDownException end) {
                check(model.isEmpty(), "told of the end before it: " + model);
                throw end;
            } finally {
                taking--;
            }
            wasTaken(taken);
            return done();
        }

        private void wasTaken(Integer taken) {
            check(!model.isEmpty() && taken.equals(first.apply(model)), "took " + taken + " of " + model);
            model.remove(taken);
            queue.taskDone();
            unfinished--;
            timesFinished += unfinished == 0 ? 1 : 0;
        }

        @Async
        private Coroutine<Void> iterate(Random random) {
            AsyncIterator<Integer> iterator = queue.iterator();
            for (int i = 0; i < 2; i++) {
                boolean more;
                taking++;
                try {
                    more = await(perhapsInTime(random, iterator.hasNext()));
                } finally {
                    taking--;
                }
                if (!more) {
                    check(model.isEmpty() && queue.isShutDown(), "the iteration ended before " + model);
                    throw new QueueShutDownException();
                }
                wasTaken(iterator.next());
            }
            return done();
        }

        @Async
        private Coroutine<Void> join(Random random) {
            int before = unfinished == 0 ? -1 : timesFinished;
            await(timeout(moments(1 + random.nextInt(9)), queue.join()));
            check(timesFinished > before, "joined with " + unfinished + " unfinished");
            return done();
        }

        private Coroutine<Void> offer() {
            int mine = number++;
            if (queue.offer(mine)) {
                wasPut(mine);
            }
            return done();
        }

        private Coroutine<Void> poll() {
            Integer taken = queue.poll();
            if (taken != null) {
                wasTaken(taken);
            }
            return done();
        }
    }

    private static void explore(IntFunction<Queue<Integer>> ofCapacity, Function<List<Integer>, Integer> first) {
        inManyOrders(() -> {
            Twin twin = new Twin(ofCapacity.apply(Simulation.current().random().nextInt(3)), first);
            Queue<Integer> queue = twin.queue;
            Simulation.current().always("the queue is as the list", twin::agrees);
            List<Task<Void>> tasks = clients(CLIENTS, twin::client);
            if (Simulation.current().random().nextInt(3) > 0) {
                Task<Void> quiet = whenQuiet(twin::checkQuiet);
                await(sleep(LONG));
                await(quiet);
                twin.checkQuiet();
            } else {
                await(pause(Simulation.current().random()));
            }
            if (Simulation.current().random().nextBoolean()) {
                queue.shutdown(true);
                twin.unfinished -= twin.model.size();
                twin.timesFinished++;
                twin.model.clear();
            }
            queue.shutdown(false);
            await(ended(tasks));
            while (!twin.model.isEmpty()) {
                twin.wasTaken(queue.poll());
            }
            await(queue.join());
            return done();
        });
    }

    @Test
    void firstInFirstOut() {
        explore(Queue::new, items -> items.get(0));
    }

    @Test
    void lastInFirstOut() {
        explore(Queue::lifo, items -> items.get(items.size() - 1));
    }

    @Test
    void theLeastFirst() {
        explore(capacity -> Queue.priority(capacity, Collections.reverseOrder()), Collections::max);
    }
}
