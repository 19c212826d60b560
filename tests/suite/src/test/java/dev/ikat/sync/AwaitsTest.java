package dev.ikat.sync;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;
import static dev.ikat.Ikat.gatherSettled;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.objectweb.asm.Type;

/** An await of a primitive's call does what an await of the coroutine that the call returns does. */
class AwaitsTest {
    /** What several tasks use, and what they say of it. */
    private static final class Scene {
        final Queue<String> queue = new Queue<>(2);
        final Channel<String> channel = new Channel<>();
        final Lock lock = new Lock();
        final Semaphore semaphore = new Semaphore(2);
        final BoundedSemaphore bounded = new BoundedSemaphore(1);
        final Event event = new Event();
        final List<String> log = new ArrayList<>();

        @Override
        public String toString() {
            return String.join("\n", log) + "\n" + queue + channel + lock + semaphore + bounded + event;
        }
    }

    private enum Act {
        TAKE,
        PUT,
        RECEIVE,
        SEND,
        LOCK,
        SEMAPHORE,
        BOUNDED,
        WAIT,
        ITERATE,
        SET,
        CLEAR,
        YIELD,
        END
    }

    @Async
    private static Coroutine<Object> byCall(Scene scene, Act act, String name) {
        switch (act) {
            case TAKE:
                return done(await(scene.queue.take()));
            case PUT:
                return done(await(scene.queue.put(name)));
            case RECEIVE:
                return done(await(scene.channel.receive()));
            case SEND:
                return done(await(scene.channel.send(name)));
            case LOCK:
                try (Permit permit = await(scene.lock.acquire())) {
                    await(yieldNow());
                    return done("locked");
                }
            case SEMAPHORE:
                try (Permit permit = await(scene.semaphore.acquire())) {
                    await(yieldNow());
                    return done("permitted");
                }
            case BOUNDED:
                try (Permit permit = await(scene.bounded.acquire())) {
                    await(yieldNow());
                    return done("bounded");
                }
            case WAIT:
                return done(await(scene.event.waitFor()));
            case ITERATE:
                for (String item : each(scene.queue)) {
                    return done(item);
                }
                return done("no more");
            default:
                return others(scene, act);
        }
    }

    @Async
    private static Coroutine<Object> byCoroutine(Scene scene, Act act, String name) {
        switch (act) {
            case TAKE:
                Coroutine<String> take = scene.queue.take();
                return done(await(take));
            case PUT:
                Coroutine<Void> put = scene.queue.put(name);
                return done(await(put));
            case RECEIVE:
                Coroutine<String> receive = scene.channel.receive();
                return done(await(receive));
            case SEND:
                Coroutine<Void> send = scene.channel.send(name);
                return done(await(send));
            case LOCK:
                Coroutine<Permit> locked = scene.lock.acquire();
                try (Permit permit = await(locked)) {
                    await(yieldNow());
                    return done("locked");
                }
            case SEMAPHORE:
                Coroutine<Permit> permitted = scene.semaphore.acquire();
                try (Permit permit = await(permitted)) {
                    await(yieldNow());
                    return done("permitted");
                }
            case BOUNDED:
                Coroutine<Permit> bounded = scene.bounded.acquire();
                try (Permit permit = await(bounded)) {
                    await(yieldNow());
                    return done("bounded");
                }
            case WAIT:
                Coroutine<Void> waitFor = scene.event.waitFor();
                return done(await(waitFor));
            case ITERATE:
                AsyncIterator<String> items = scene.queue.iterator();
                Coroutine<Boolean> hasNext = items.hasNext();
                return done(await(hasNext) ? items.next() : "no more");
            default:
                return others(scene, act);
        }
    }

    @Async
    private static Coroutine<Object> others(Scene scene, Act act) {
        switch (act) {
            case SET:
                scene.event.set();
                break;
            case CLEAR:
                scene.event.clear();
                break;
            case END:
                scene.queue.shutdown(false);
                scene.channel.close();
                break;
            default:
                await(yieldNow());
        }
        return done("did");
    }

    @Async
    private static Coroutine<Void> client(Scene scene, List<Act> acts, String name, boolean byCall) {
        for (Act act : acts) {
            String step = name + " " + act + " ";
            try {
                scene.log.add(step + await(byCall ? byCall(scene, act, name) : byCoroutine(scene, act, name)));
            } catch (Throwable error) {
                scene.log.add(step + error);
                throw error;
            }
        }
        return done();
    }

    /** The tasks begin one after the other; one is cancelled in each of the turns given, the others in the end. */
    @Async
    private static Coroutine<String> play(List<List<Act>> clients, List<Integer> cancelled, boolean byCall) {
        Scene scene = new Scene();
        List<Task<Void>> tasks = new ArrayList<>();
        for (List<Act> acts : clients) {
            tasks.add(start(client(scene, acts, "task " + tasks.size(), byCall)));
        }
        for (int each : cancelled) {
            await(yieldNow());
            tasks.get(each % tasks.size()).cancel();
        }
        for (int turn = 0; turn < 30; turn++) {
            await(yieldNow());
        }
        scene.log.add("end " + scene.queue + scene.channel + scene.lock + scene.semaphore + scene.bounded);
        tasks.forEach(Task::cancel);
        await(gatherSettled(tasks));
        return done(scene.toString());
    }

    @Property
    void haveTheSameOutcomes(
            @ForAll @Size(min = 2, max = 5) List<@Size(max = 6) List<Act>> clients,
            @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 9) Integer> cancelled) {
        String byCall = VirtualLoop.run(() -> play(clients, cancelled, true));
        String byCoroutine = VirtualLoop.run(() -> play(clients, cancelled, false));
        assertThat(byCall).isEqualTo(byCoroutine);
    }

    /** The names that woven code uses are names of methods: of the primitives, and of what stands in for their calls. */
    @Example
    void standInForMethodsThatExist() throws Exception {
        List<String> standIns = new ArrayList<>();
        for (var each : RuntimeSymbols.PRIMITIVES.entrySet()) {
            String call = each.getKey();
            String owner = call.substring(0, call.indexOf('.'));
            String name = call.substring(call.indexOf('.') + 1, call.indexOf('('));
            Class<?> primitive = Class.forName(owner.replace('/', '.'));
            assertThat(primitive.getMethods())
                    .as(call)
                    .anyMatch(method -> (method.getName() + Type.getMethodDescriptor(method))
                            .equals(call.substring(call.indexOf('.') + 1)));
            standIns.add(name + each.getValue());
        }
        List<String> declared = Arrays.stream(Awaits.class.getMethods())
                .filter(method -> method.getDeclaringClass() == Awaits.class)
                .map(method -> method.getName() + Type.getMethodDescriptor(method))
                .filter(method -> !method.startsWith(RuntimeSymbols.CALL_METHODS))
                .toList();
        assertThat(standIns).containsAll(declared);
        assertThat(declared).containsAll(standIns);
    }

    @Example
    void ofNullFailsAsTheCallDoes() {
        List<String> messages = new ArrayList<>();
        for (Act act : List.of(Act.TAKE, Act.PUT, Act.RECEIVE, Act.SEND, Act.LOCK, Act.SEMAPHORE, Act.WAIT)) {
            try {
                Ikat.run(ofNull(act));
            } catch (NullPointerException error) {
                messages.add(error.getMessage().replaceAll(" because.*", ""));
                assertThat(error.getStackTrace()[0].getMethodName()).isEqualTo("ofNull");
            }
        }
        assertThat(messages)
                .containsExactly(
                        "Cannot invoke \"dev.ikat.sync.Queue.take()\"",
                        "Cannot invoke \"dev.ikat.sync.Queue.put(Object)\"",
                        "Cannot invoke \"dev.ikat.sync.Channel.receive()\"",
                        "Cannot invoke \"dev.ikat.sync.Channel.send(Object)\"",
                        "Cannot invoke \"dev.ikat.sync.Lock.acquire()\"",
                        "Cannot invoke \"dev.ikat.sync.Semaphore.acquire()\"",
                        "Cannot invoke \"dev.ikat.sync.Event.waitFor()\"");
    }

    @Async
    private static Coroutine<Object> ofNull(Act act) {
        Queue<String> queue = null;
        Channel<String> channel = null;
        Lock lock = null;
        Semaphore semaphore = null;
        Event event = null;
        switch (act) {
            case TAKE:
                return done(await(queue.take()));
            case PUT:
                return done(await(queue.put("")));
            case RECEIVE:
                return done(await(channel.receive()));
            case SEND:
                return done(await(channel.send("")));
            case LOCK:
                return done(await(lock.acquire()));
            case SEMAPHORE:
                return done(await(semaphore.acquire()));
            default:
                return done(await(event.waitFor()));
        }
    }

    @Example
    void refuseNullItems() {
        assertThatThrownBy(() -> Ikat.run(putsNull(new Queue<>(), null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("a queue holds no null");
        assertThatThrownBy(() -> Ikat.run(sendsNull(new Channel<>(1), null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("a channel carries no null");
    }

    @Async
    private static Coroutine<Void> putsNull(Queue<String> queue, String item) {
        await(queue.put(item));
        return done();
    }

    @Async
    private static Coroutine<Void> sendsNull(Channel<String> channel, String value) {
        await(channel.send(value));
        return done();
    }
}
