package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.CancelledError;
import dev.ikat.Runner;
import dev.ikat.Task;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a UDP socket does, on real sockets of the loopback. */
class UdpSocketTest extends UdpFixture {
    private static final int LARGEST = 65_507;

    // Receiving.

    @Test
    void aDatagramArrivesWholeAndNamesItsSender() {
        inLoop(() -> {
            try (var two = await(two())) {
                await(two.arrive("one", "two"));
                Datagram first = await(two.here().receive());
                assertThat(text(first)).isEqualTo("one");
                assertThat(first.from()).isEqualTo(two.there().localAddress());
                assertThat(first).hasToString("datagram of 3 bytes from " + first.from());
                assertThat(text(await(two.here().receive()))).isEqualTo("two");
            }
            return done();
        });
    }

    @Test
    void aReceiveWaitsForIt() {
        inLoop(() -> {
            try (var two = await(two())) {
                Task<Datagram> receive = start(two.here().receive());
                await(until(two.here().receiving::isAwaited));
                await(turns(100));
                assertThat(receive.isDone()).isFalse();
                await(two.arrive("late"));
                assertThat(text(await(receive))).isEqualTo("late");
            }
            return done();
        });
    }

    @Test
    void anEmptyDatagramIsADatagram() {
        inLoop(() -> {
            try (var two = await(two())) {
                await(two.arrive("", "x", ""));
                assertThat(await(two.here().receive()).data()).isEmpty();
                assertThat(text(await(two.here().receive()))).isEqualTo("x");
                assertThat(await(two.here().receive()).data()).isEmpty();
            }
            return done();
        });
    }

    @Test
    void theLargestDatagramThereIsArrivesWhole() {
        byte[] data = randomBytes(LARGEST, 1);
        inLoop(() -> {
            try (var two = await(two())) {
                await(two.there().send(data, two.here().localAddress()));
                assertThat(await(two.here().receive()).data()).isEqualTo(data);
            }
            return done();
        });
    }

    @Test
    void aBufferIsFilledFromItsPositionOn() {
        inLoop(() -> {
            try (var two = await(two())) {
                ByteBuffer buffer = ByteBuffer.allocate(10).put((byte) '>');
                Task<InetSocketAddress> receive = start(two.here().receive(buffer));
                await(until(two.here().receiving::isAwaited));
                await(two.arrive("text"));
                assertThat(await(receive)).isEqualTo(two.there().localAddress());
                assertThat(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8))
                        .isEqualTo(">text");
                assertThat(buffer.limit()).isEqualTo(10);
            }
            return done();
        });
    }

    @Test
    void whatDoesNotFitTheBufferComesWholeWithTheException() {
        inLoop(() -> {
            try (var two = await(two())) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(4);
                await(two.arrive("12345", "1234"));
                DatagramTooLongException error = (DatagramTooLongException)
                        await(errorOf(() -> two.here().receive(buffer)));
                assertThat(error).hasMessageContaining("5 bytes").hasMessageContaining("room for 4");
                assertThat(text(error.datagram())).isEqualTo("12345");
                assertThat(error.datagram().from()).isEqualTo(two.there().localAddress());
                assertThat(buffer.position()).isZero();
                await(two.here().receive(buffer));
                assertThat(buffer.remaining()).isZero();
            }
            return done();
        });
    }

    @Test
    void aReadOnlyBufferIsRefusedAtOnce() {
        inLoop(() -> {
            try (var two = await(two())) {
                ByteBuffer buffer = ByteBuffer.allocate(4).asReadOnlyBuffer();
                assertThatThrownBy(() -> two.here().receive(buffer).close())
                        .isInstanceOf(ReadOnlyBufferException.class);
            }
            return done();
        });
    }

    @Test
    void aLoopTakesOneAfterTheOther() {
        inLoop(() -> {
            try (var two = await(two())) {
                await(two.arrive("a", "b", "c", "d"));
                List<String> got = new ArrayList<>();
                for (Datagram each : each(two.here().datagrams())) {
                    got.add(text(each));
                    if (got.size() == 3) {
                        break;
                    }
                }
                assertThat(got).containsExactly("a", "b", "c");
                assertThat(text(await(two.here().receive()))).isEqualTo("d");
            }
            return done();
        });
    }

    @Test
    void aSecondTaskThatReceivesIsAnError() {
        inLoop(() -> {
            try (var two = await(two())) {
                Task<Datagram> first = start(two.here().receive());
                await(until(two.here().receiving::isAwaited));
                assertThat(await(errorOf(two.here()::receive)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("already receiving")
                        .hasMessageContaining("Queue");
                await(two.arrive("for the first"));
                assertThat(text(await(first))).isEqualTo("for the first");
            }
            return done();
        });
    }

    @Test
    void aBusySocketLetsOtherTasksRun() {
        inLoop(() -> {
            try (var two = await(two())) {
                for (int i = 0; i < 3 * Receiving.MAX_DIRECT; i++) {
                    await(two.arrive("x"));
                }
                int[] turns = new int[1];
                Task<Void> other = start(() -> {
                    while (true) {
                        turns[0]++;
                        await(yieldNow());
                    }
                });
                await(yieldNow());
                int before = turns[0];
                for (int i = 0; i < 3 * Receiving.MAX_DIRECT; i++) {
                    await(two.here().receive());
                }
                assertThat(turns[0] - before).isEqualTo(2);
                for (int i = 0; i < 3 * Sending.MAX_DIRECT; i++) {
                    await(two.arrive("x"));
                }
                assertThat(turns[0] - before).isEqualTo(5);
                other.cancel();
            }
            return done();
        });
    }

    // Cancellation.

    @Test
    void aCancelledReceiveTakesNothing() {
        inLoop(() -> {
            try (var two = await(two())) {
                Task<Datagram> cancelled = start(two.here().receive());
                await(until(two.here().receiving::isAwaited));
                cancelled.cancel();
                await(until(cancelled::isDone));
                assertThat(two.here().receiving.isAwaited()).isFalse();
                await(two.arrive("stays"));
                await(turns(100));
                assertThat(text(await(two.here().receive()))).isEqualTo("stays");
            }
            return done();
        });
    }

    /** At each turn between the arrival and the end of the receive. */
    @Test
    void aReceiveThatIsCancelledAsADatagramComesLeavesItToTheNext() {
        inLoop(() -> {
            try (var two = await(two())) {
                int cancelled = 0;
                for (int turns = 0; turns < 40; turns++) {
                    Task<Datagram> receive = start(two.here().receive());
                    await(until(two.here().receiving::isAwaited));
                    await(two.arrive("number " + turns));
                    await(turns(turns));
                    receive.cancel();
                    await(until(receive::isDone));
                    boolean taken = !receive.isCancelled();
                    cancelled += taken ? 0 : 1;
                    Datagram datagram =
                            taken ? receive.result() : await(two.here().receive());
                    assertThat(text(datagram)).isEqualTo("number " + turns);
                }
                assertThat(cancelled).isBetween(1, 39);
            }
            return done();
        });
    }

    @Test
    void aSecondReceiveMayFollowACancelledOneAtOnce() {
        inLoop(() -> {
            try (var two = await(two())) {
                Task<Datagram> first = start(two.here().receive());
                await(until(two.here().receiving::isAwaited));
                first.cancel();
                assertThat(await(gatherSettled(first)).get(0).error()).isInstanceOf(CancelledError.class);
                Task<Datagram> second = start(two.here().receive());
                await(two.arrive("x"));
                assertThat(text(await(second))).isEqualTo("x");
            }
            return done();
        });
    }

    /** At each turn between the answer of the resolver and the end. */
    @Test
    void aCancelledOpeningLeavesNoSocket() {
        inLoop(() -> {
            for (int turns = 0; turns < 6; turns++) {
                CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
                Dns.setResolver(loop(), host -> answer);
                Task<UdpSocket> opening = start(UdpSocket.bind("name", 0));
                await(turns(3));
                answer.complete(List.of(InetAddress.getByName("127.0.0.1")));
                await(turns(turns));
                boolean pending = opening.cancel();
                await(until(opening::isDone));
                if (!pending) {
                    await(opening.result().closeAsync());
                }
            }
            return done();
        });
    }

    // Closing.

    @Test
    void closingEndsTheReceiveThatWaits() {
        inLoop(() -> {
            try (var two = await(two())) {
                Task<Throwable> failed = start(errorOf(two.here()::receive));
                await(until(two.here().receiving::isAwaited));
                await(two.here().closeAsync());
                assertThat(await(failed))
                        .isInstanceOf(ClosedChannelException.class)
                        .hasMessageContaining("closed while a task was receiving");
            }
            return done();
        });
    }

    @Test
    void aClosedSocketRefusesAndKnowsItsAddress() {
        inLoop(() -> {
            var socket = await(UdpSocket.bind("127.0.0.1", 0));
            int sockets = Sockets.count();
            await(socket.closeAsync());
            assertThat(Sockets.count()).isLessThanOrEqualTo(Math.max(0, sockets - 1));
            await(socket.closeAsync());
            assertThat(socket.isClosed()).isTrue();
            assertThat(socket.port()).isPositive();
            assertThat(await(errorOf(socket::receive))).isInstanceOf(ClosedChannelException.class);
            assertThat(await(errorOf(() -> socket.send(bytes("x"), socket.localAddress()))))
                    .isInstanceOf(ClosedChannelException.class)
                    .hasMessageContaining(socket + " is closed");
            return done();
        });
    }

    // Sending.

    @Test
    void aDatagramThatIsTooLongIsAnErrorThatSaysSo() {
        inLoop(() -> {
            try (var two = await(two())) {
                assertThat(await(errorOf(() -> two.there()
                                .send(new byte[LARGEST + 1], two.here().localAddress()))))
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("65508 bytes to " + two.here().localAddress())
                        .hasMessageContaining("65507 bytes at most over IPv4");
                await(two.arrive("goes on"));
                assertThat(text(await(two.here().receive()))).isEqualTo("goes on");
            }
            return done();
        });
    }

    @Test
    void aBufferIsSentFromItsPositionToItsLimit() {
        inLoop(() -> {
            try (var two = await(two())) {
                ByteBuffer buffer =
                        ByteBuffer.wrap(bytes("..text..")).position(2).limit(6);
                await(two.there().send(buffer, two.here().localAddress()));
                assertThat(buffer.remaining()).isZero();
                assertThat(text(await(two.here().receive()))).isEqualTo("text");
            }
            return done();
        });
    }

    @Test
    void aSendThatIsNotAwaitedSendsNothing() {
        inLoop(() -> {
            try (var two = await(two())) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes("never"));
                two.there().send(buffer, two.here().localAddress()).close();
                assertThat(buffer.remaining()).isEqualTo(5);
                await(two.arrive("first"));
                assertThat(text(await(two.here().receive()))).isEqualTo("first");
            }
            return done();
        });
    }

    @Test
    void anAddressThatCannotBeSentToIsAnErrorWithAdvice() {
        inLoop(() -> {
            try (var two = await(two())) {
                assertThatThrownBy(() -> two.here().send(bytes("x"), InetSocketAddress.createUnresolved("name", 1)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("Dns.resolve");
                assertThat(await(errorOf(() -> two.here().send(bytes("x"), new InetSocketAddress("::1", 9)))))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("is of IPv4");
            }
            return done();
        });
    }

    // Whose thread, whose loop.

    @Test
    void aLoopThatCannotWatchChannelsIsRefused() {
        try (Runner runner = Runner.builder().loopFactory(ChannellessLoop::new).build()) {
            assertThatThrownBy(() -> runner.run(UdpSocket.bind("127.0.0.1", 0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SelectorLoop");
        }
    }

    @Test
    void nothingHappensBeforeTheAwait() {
        inLoop(() -> {
            int before = Sockets.count();
            UdpSocket.bind("127.0.0.1", 0).close();
            UdpSocket.connect("127.0.0.1", 1).close();
            assertThat(Sockets.count()).isEqualTo(before);
            return done();
        });
    }

    @Test
    void anotherLoopsTaskIsRefused() {
        inLoop(() -> {
            try (var two = await(two())) {
                assertThat(await(toThread(() -> run(errorOf(two.here()::receive)))))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("belongs to another loop");
                assertThat(await(toThread(() -> run(errorOf(
                                () -> two.here().send(bytes("x"), two.there().localAddress()))))))
                        .isInstanceOf(IllegalStateException.class);
            }
            return done();
        });
    }
}
