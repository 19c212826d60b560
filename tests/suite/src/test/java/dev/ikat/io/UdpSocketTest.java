package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ikat.CancelledError;
import dev.ikat.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
                assertThat(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)).isEqualTo(">text");
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

    @Test
    void aCancelledOpeningLeavesNoSocket() {
        inLoop(() -> {
            for (int turns = 0; turns < 3; turns++) {
                Task<UdpSocket> opening = start(UdpSocket.bind("127.0.0.1", 0));
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

    // Connected sockets.

    @Test
    void aConnectedSocketHearsItsPeerOnly() {
        inLoop(() -> {
            try (var two = await(two());
                    var connected =
                            await(UdpSocket.connect("127.0.0.1", two.there().port()))) {
                assertThat(connected.remoteAddress()).isEqualTo(two.there().localAddress());
                await(two.here().send(bytes("stranger"), connected.localAddress()));
                await(two.there().send(bytes("peer"), connected.localAddress()));
                assertThat(text(await(connected.receive()))).isEqualTo("peer");
                await(connected.send(bytes("question")));
                await(connected.send(
                        ByteBuffer.wrap(bytes("again")), two.there().localAddress()));
                assertThat(text(await(two.there().receive()))).isEqualTo("question");
                assertThat(text(await(two.there().receive()))).isEqualTo("again");
                assertThat(connected)
                        .hasToString("UDP socket " + connected.localAddress() + " to " + connected.remoteAddress());
            }
            return done();
        });
    }

    @Test
    void whoMaySendToWhom() {
        inLoop(() -> {
            try (var two = await(two());
                    var connected =
                            await(UdpSocket.connect("127.0.0.1", two.there().port()))) {
                assertThatThrownBy(() -> two.here().send(bytes("x")))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("not connected: send(data, address)");
                assertThatThrownBy(() -> connected.send(bytes("x"), two.here().localAddress()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("send to its peer only");
                assertThatThrownBy(() -> UdpSocket.connect("127.0.0.1", 0))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            return done();
        });
    }

    /** UDP errors surface, never kill the socket. */
    @Test
    void aPortWhereNobodyListensSurfacesAndTheSocketGoesOn() {
        inLoop(() -> {
            int free = freePort();
            try (var socket = await(UdpSocket.connect("127.0.0.1", free))) {
                Task<Throwable> failed = start(errorOf(socket::receive));
                await(until(socket.receiving::isAwaited));
                await(socket.send(bytes("anybody?")));
                assertThat(await(failed))
                        .isInstanceOf(PortUnreachableException.class)
                        .hasMessageContaining(socket.toString());
                await(socket.send(bytes("again")));
                assertThat(await(errorOf(() -> socket.send(bytes("the send learns it too")))))
                        .isInstanceOf(PortUnreachableException.class);
                try (var peer = await(UdpSocket.bind("127.0.0.1", free))) {
                    await(socket.send(bytes("now")));
                    assertThat(text(await(peer.receive()))).isEqualTo("now");
                }
            }
            return done();
        });
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    // Opening, options, broadcast, multicast.

    @Test
    void aPortThatIsTakenIsNamed() {
        inLoop(() -> {
            try (var two = await(two())) {
                assertThat(await(errorOf(
                                () -> UdpSocket.bind("127.0.0.1", two.here().port()))))
                        .isInstanceOf(BindException.class)
                        .hasMessageContaining("" + two.here().localAddress());
                assertThatThrownBy(() -> UdpSocket.bind("127.0.0.1", 65536))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(await(errorOf(() -> UdpSocket.bind("", 0)))).isInstanceOf(UnknownHostException.class);
            }
            return done();
        });
    }

    @Test
    void severalSocketsShareAPortWhereTheOptionSaysSo() {
        inLoop(() -> {
            var builder = UdpSocket.builder().option(StandardSocketOptions.SO_REUSEPORT, true);
            try (var one = await(builder.bind("127.0.0.1", 0));
                    var other = await(builder.bind(one.localAddress()))) {
                assertThat(other.localAddress()).isEqualTo(one.localAddress());
                assertThat(other.getOption(StandardSocketOptions.SO_REUSEPORT)).isTrue();
            }
            return done();
        });
    }

    @Test
    void optionsAreThoseOfTheSystem() {
        inLoop(() -> {
            try (var socket = await(UdpSocket.builder()
                    .option(StandardSocketOptions.SO_RCVBUF, 50_000)
                    .bind("127.0.0.1", 0))) {
                assertThat(socket.getOption(StandardSocketOptions.SO_RCVBUF)).isGreaterThanOrEqualTo(50_000);
                socket.setOption(StandardSocketOptions.SO_SNDBUF, 40_000);
                assertThat(socket.getOption(StandardSocketOptions.SO_SNDBUF)).isGreaterThanOrEqualTo(40_000);
                assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.TCP_NODELAY, true))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
            assertThat(await(errorOf(() -> UdpSocket.builder()
                            .option(StandardSocketOptions.TCP_NODELAY, true)
                            .bind("127.0.0.1", 0))))
                    .isInstanceOf(UnsupportedOperationException.class);
            return done();
        });
    }

    @Test
    void aConnectedSocketMaySendFromAnAddressOfChoice() {
        inLoop(() -> {
            try (var two = await(two());
                    var socket = await(UdpSocket.builder()
                            .localAddress(new InetSocketAddress("127.0.0.9", 0))
                            .connect(two.here().localAddress()))) {
                await(socket.send(bytes("x")));
                assertThat(await(two.here().receive()).from()).isEqualTo(socket.localAddress());
                assertThat(socket.localAddress().getHostString()).isEqualTo("127.0.0.9");
            }
            return done();
        });
    }

    @Test
    void broadcastingNeedsItsOption() {
        inLoop(() -> {
            try (var receiver = await(UdpSocket.bind("0.0.0.0", 0));
                    var sender = await(UdpSocket.bind("127.0.0.1", 0))) {
                var all = new InetSocketAddress("127.255.255.255", receiver.port());
                assertThat(await(errorOf(() -> sender.send(bytes("x"), all))))
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("set SO_BROADCAST");
                sender.setOption(StandardSocketOptions.SO_BROADCAST, true);
                await(sender.send(bytes("all"), all));
                assertThat(text(await(receiver.receive()))).isEqualTo("all");
            }
            return done();
        });
    }

    @Test
    void ipv6SocketsHearIpv4Too() {
        inLoop(() -> {
            try (var six = await(UdpSocket.bind("::", 0));
                    var four = await(UdpSocket.bind("127.0.0.1", 0))) {
                await(four.send(bytes("x"), new InetSocketAddress("127.0.0.1", six.port())));
                Datagram datagram = await(six.receive());
                assertThat(datagram.from()).isEqualTo(four.localAddress());
                await(six.send(bytes("back"), datagram.from()));
                assertThat(text(await(four.receive()))).isEqualTo("back");
            }
            return done();
        });
    }

    @Test
    void aGroupIsHeardFromJoiningToLeaving() throws IOException {
        var network = network();
        assumeThat(network).as("an interface with multicast").isNotNull();
        InetAddress group = InetAddress.getByName("239.255.77.77");
        inLoop(() -> {
            try (var receiver = await(UdpSocket.builder()
                            .option(StandardSocketOptions.SO_REUSEADDR, true)
                            .bind("0.0.0.0", 0));
                    var sender = await(UdpSocket.bind("0.0.0.0", 0))) {
                sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
                sender.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
                var target = new InetSocketAddress(group, receiver.port());
                var direct = new InetSocketAddress("127.0.0.1", receiver.port());
                await(sender.send(bytes("too early"), target));
                var key = receiver.join(group, network);
                assertThat(receiver.join(group, network)).isSameAs(key);
                await(sender.send(bytes("to the group"), target));
                assertThat(text(await(receiver.receive()))).isEqualTo("to the group");
                receiver.leave(group, network);
                assertThat(key.isValid()).isFalse();
                await(sender.send(bytes("too late"), target));
                await(sender.send(bytes("direct"), direct));
                assertThat(text(await(receiver.receive()))).isEqualTo("direct");
                assertThatThrownBy(() -> receiver.leave(group, network))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("has not joined");
                assertThatThrownBy(() -> receiver.join(direct.getAddress(), network))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            return done();
        });
    }

    @Test
    void aGroupMayBeJoinedForOneSender() throws IOException {
        var network = network();
        assumeThat(network).as("an interface with multicast").isNotNull();
        InetAddress group = InetAddress.getByName("239.255.77.78");
        inLoop(() -> {
            try (var receiver = await(UdpSocket.bind("0.0.0.0", 0));
                    var sender = await(UdpSocket.builder().bind(new InetSocketAddress(address(network), 0)))) {
                sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
                sender.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
                var target = new InetSocketAddress(group, receiver.port());
                receiver.join(group, network, InetAddress.getByName("192.0.2.77"));
                await(sender.send(bytes("not the one"), target));
                receiver.join(group, network, address(network));
                await(sender.send(bytes("the one"), target));
                assertThat(text(await(receiver.receive()))).isEqualTo("the one");
                receiver.leave(group, network);
            }
            return done();
        });
    }

    private static @Nullable NetworkInterface network() throws IOException {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isUp() && each.supportsMulticast() && address(each) != null) {
                return each;
            }
        }
        return null;
    }

    private static @Nullable InetAddress address(NetworkInterface network) {
        return network.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElse(null);
    }

    // Whose thread, whose loop.

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
