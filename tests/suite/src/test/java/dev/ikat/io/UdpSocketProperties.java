package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import dev.ikat.Runner;
import dev.ikat.Task;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A socket on a system that has room for a few datagrams at a time, against simple models, with tasks cancelled anywhere. */
class UdpSocketProperties {
    private FakeUdp system = new FakeUdp();
    private FakeUdpPoller poller = new FakeUdpPoller();

    private void inLoop(AsyncCallable<Void> body) {
        system = new FakeUdp();
        poller = new FakeUdpPoller();
        SelectorLoop loop = new SelectorLoop(() -> 0, poller);
        try (Runner runner = Runner.builder().loopFactory(() -> loop).build()) {
            runner.run(Io.<Void>defer(body::call));
            assertThat(poller.size()).as("keys left").isZero();
        }
    }

    private UdpSocket socket() throws IOException {
        return new UdpSocket((SelectorLoop) loop(), system);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Async
    private static Coroutine<Void> turns(int count) {
        for (int i = 0; i < count; i++) {
            await(yieldNow());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> ended(Task<?> task) {
        while (!task.isDone()) {
            await(yieldNow());
        }
        return done();
    }

    /** What was not cancelled is sent, once, in the order of the calls; what was cancelled while it waited is not. */
    @Property(tries = 300)
    void whatIsSent(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
        Random random = new Random(seed);
        inLoop(() -> {
            try (var socket = socket()) {
                List<Task<Void>> sends = new ArrayList<>();
                List<String> withdrawn = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    String text = random.nextInt(8) == 0 ? "" : "number " + i;
                    sends.add(start(socket.send(bytes(text), FakeUdp.THERE), text));
                    await(turns(random.nextInt(3)));
                    if (random.nextInt(4) == 0) {
                        system.room += random.nextInt(4);
                    }
                    if (random.nextInt(3) == 0) {
                        Task<Void> unwanted = sends.get(random.nextInt(sends.size()));
                        if (unwanted.cancel() && !system.sent.contains(unwanted.name())) {
                            withdrawn.add(unwanted.name());
                        }
                    }
                }
                await(turns(3));
                system.room = count;
                for (Task<Void> each : sends) {
                    await(ended(each));
                }
                List<String> expected = sends.stream()
                        .filter(task -> !task.isCancelled())
                        .map(Task::name)
                        .toList();
                List<String> possible = sends.stream().map(Task::name).toList();
                assertThat(isWithin(system.sent, expected))
                        .as("%s in %s", expected, system.sent)
                        .isTrue();
                assertThat(isWithin(possible, system.sent))
                        .as("%s in %s", system.sent, possible)
                        .isTrue();
                withdrawn.removeIf(String::isEmpty); // of equal ones nobody knows which was sent
                assertThat(system.sent).doesNotContainAnyElementsOf(withdrawn.isEmpty() ? List.of("none") : withdrawn);
                assertThat(socket.sending.waitingTasks()).isZero();
                await(turns(3));
                assertThat(poller.interest() & SelectionKey.OP_WRITE).isZero();
            }
            return done();
        });
    }

    /** Whether these come in that order, with others between them perhaps. */
    private static boolean isWithin(List<String> all, List<String> some) {
        Iterator<String> left = all.iterator();
        for (String each : some) {
            boolean found = false;
            while (!found && left.hasNext()) {
                found = left.next().equals(each);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** Each that comes is received once, in the order of their coming, whoever is cancelled meanwhile. */
    @Property(tries = 300)
    void whatIsReceived(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
        Random random = new Random(seed);
        inLoop(() -> {
            try (var socket = socket()) {
                List<String> received = new ArrayList<>();
                int sent = 0;
                while (received.size() < count) {
                    for (int burst = random.nextInt(4); burst > 0 && sent < count; burst--) {
                        system.arrived.add("number " + sent++);
                    }
                    Task<Datagram> receive = start(socket.receive());
                    await(turns(random.nextInt(4)));
                    if (sent < count && random.nextBoolean()) {
                        system.arrived.add("number " + sent++);
                    }
                    await(turns(random.nextInt(4)));
                    if (sent == received.size() || random.nextInt(3) == 0) {
                        receive.cancel();
                    }
                    await(ended(receive));
                    if (!receive.isCancelled()) {
                        received.add(new String(receive.result().data(), StandardCharsets.UTF_8));
                    }
                }
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    expected.add("number " + i);
                }
                assertThat(received).isEqualTo(expected);
            }
            return done();
        });
    }

    @Example
    void aSendWaitsWhileTheSystemIsFull() {
        inLoop(() -> {
            try (var socket = socket()) {
                system.room = 1;
                await(socket.send(bytes("fits"), FakeUdp.THERE));
                Task<Void> waits = start(socket.send(bytes("waits"), FakeUdp.THERE));
                Task<Void> second = start(socket.send(bytes("second"), FakeUdp.THERE));
                await(turns(20));
                assertThat(waits.isDone()).isFalse();
                assertThat(poller.interest()).isEqualTo(SelectionKey.OP_WRITE);
                system.room = 1;
                await(waits);
                assertThat(second.isDone()).isFalse();
                system.room = 1;
                await(second);
                assertThat(system.sent).containsExactly("fits", "waits", "second");
            }
            return done();
        });
    }

    @Example
    void closingEndsTheSendsThatWait() {
        inLoop(() -> {
            var socket = socket();
            Task<Void> one = start(socket.send(bytes("one"), FakeUdp.THERE));
            Task<Void> two = start(socket.send(bytes("two"), FakeUdp.THERE));
            await(turns(3));
            await(socket.closeAsync());
            for (var outcome : await(gatherSettled(one, two))) {
                assertThat(outcome.error())
                        .isInstanceOf(ClosedChannelException.class)
                        .hasMessageContaining("closed while a task was waiting to send");
            }
            assertThat(system.sent).isEmpty();
            return done();
        });
    }

    @Example
    void whatNobodyReceivesIsNotAskedForAgainAndAgain() {
        inLoop(() -> {
            try (var socket = socket()) {
                Task<Datagram> receive = start(socket.receive());
                await(turns(2));
                receive.cancel();
                await(ended(receive));
                system.arrived.add("nobody's");
                await(turns(20));
                assertThat(poller.interest()).isZero();
            }
            return done();
        });
    }
}
