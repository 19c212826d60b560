package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How UDP sockets are opened, and what their options do: peers, broadcast, multicast. */
class UdpOpeningTest extends UdpFixture {
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
}
