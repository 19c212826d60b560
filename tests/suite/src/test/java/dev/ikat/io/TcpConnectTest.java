package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ikat.Runner;
import dev.ikat.Task;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpConnectTest extends TcpFixture {
    private static int freePort() throws IOException {
        try (ServerSocket socket = listener(1)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aRefusalNamesTheAddress() {
        inLoop(() -> {
            int port = freePort();
            assertThat(await(errorOf(() -> TcpStream.connect("127.0.0.1", port))))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("Connection refused")
                    .hasMessageContaining("/127.0.0.1:" + port);
            return done();
        });
    }

    @Test
    void ofSeveralAddressesTheFirstFailureIsThrownAndTheOthersGoWithIt() {
        inLoop(() -> {
            int port = freePort();
            Throwable error = await(errorOf(() -> TcpStream.connect("localhost", port)));
            assertThat(error).isInstanceOf(ConnectException.class).hasMessageContaining("localhost/127.0.0.1:" + port);
            assertThat(error.getSuppressed()).hasSize(1);
            assertThat(error.getSuppressed()[0]).hasMessageContaining("0:0:0:0:0:0:0:1");
            return done();
        });
    }

    @Test
    void theNextAddressIsTried() throws IOException {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
        inLoop(() -> {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("::1"));
                    var stream = await(TcpStream.connect("localhost", listener.getLocalPort()))) {
                assertThat(stream.remoteAddress().getAddress()).isEqualTo(InetAddress.getByName("::1"));
                listener.accept().close();
            }
            return done();
        });
    }

    @Test
    void aNameIsLookedUpOffTheLoop() {
        inLoop(() -> {
            String host = InetAddress.getLocalHost().getHostName();
            try (ServerSocket listener = new ServerSocket(0);
                    var stream = await(TcpStream.connect(host, listener.getLocalPort()))) {
                assertThat(stream.remoteAddress().getPort()).isEqualTo(listener.getLocalPort());
                listener.accept().close();
            }
            return done();
        });
    }

    @Test
    void anUnknownNameIsSaidToBeOne() {
        inLoop(() -> {
            Task<Throwable> failed = start(errorOf(() -> TcpStream.connect("no-such-host.invalid", 80)));
            await(yieldNow());
            assertThat(failed.isDone()).as("the lookup blocked the loop").isFalse();
            assertThat(await(failed))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("no-such-host.invalid");
            assertThat(await(errorOf(() -> TcpStream.connect("", 80)))).isInstanceOf(UnknownHostException.class);
            return done();
        });
    }

    @Test
    void aLookupThatIsCancelledIsForgotten() {
        inLoop(() -> {
            Task<TcpStream> connecting = start(TcpStream.connect("no-such-host.invalid", 80));
            await(yieldNow());
            connecting.cancel();
            await(until(connecting::isDone));
            assertThat(connecting.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void connectingThatIsCancelledFreesTheDescriptor() {
        inLoop(() -> {
            try (ServerSocket full = listener(1)) {
                int before = Sockets.count();
                List<Task<TcpStream>> connecting = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    connecting.add(start(TcpStream.connect(full.getLocalSocketAddress())));
                }
                await(until(() -> connecting.stream().anyMatch(Task::isDone)));
                await(turns(1000));
                List<Task<TcpStream>> waiting =
                        connecting.stream().filter(task -> !task.isDone()).toList();
                assertThat(waiting).as("the backlog is full").isNotEmpty();
                waiting.forEach(Task::cancel);
                await(until(() -> connecting.stream().allMatch(Task::isDone)));
                assertThat(waiting).allMatch(Task::isCancelled);
                connecting.removeAll(waiting);
                await(turns(1));
                assertThat(Sockets.count() - before).isLessThanOrEqualTo(connecting.size());
                for (Task<TcpStream> connected : connecting) {
                    await(connected.result().closeAsync());
                }
            }
            return done();
        });
    }

    @Test
    void aConnectionThatItsCancelledTaskNeverSawIsClosed() {
        inLoop(() -> {
            try (ServerSocket listener = listener(50)) {
                for (int i = 0; i < 100; i++) {
                    Task<TcpStream> connecting = start(TcpStream.connect(listener.getLocalSocketAddress()));
                    await(turns(i % 25));
                    connecting.cancel();
                    await(until(connecting::isDone));
                    if (!connecting.isCancelled()) {
                        await(connecting.result().closeAsync());
                    }
                    listener.setSoTimeout(1);
                    acceptAndClose(listener);
                }
            }
            return done();
        });
    }

    private static void acceptAndClose(ServerSocket listener) throws IOException {
        try {
            listener.accept().close();
        } catch (SocketTimeoutException neverConnected) {
            assertThat(neverConnected).isNotNull();
        }
    }

    @Test
    void nothingHappensBeforeTheAwait() {
        inLoop(() -> {
            int before = Sockets.count();
            TcpStream.connect("127.0.0.1", 1).close();
            TcpServer.listen("127.0.0.1", 0, stream -> done()).close();
            assertThat(Sockets.count()).isEqualTo(before);
            return done();
        });
    }

    @Test
    void badArgumentsAreRefusedAtTheCall() {
        assertThatThrownBy(() -> TcpStream.connect("localhost", 65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TcpStream.connect(UnixDomainSocketAddress.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("InetSocketAddress");
        assertThatThrownBy(() -> TcpServer.listen("localhost", -1, stream -> done()))
                .isInstanceOf(IllegalArgumentException.class);
        inLoop(() -> {
            try (var pair = await(pair())) {
                assertThatThrownBy(() -> pair.stream().read(0)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> pair.stream().readExactly(-1)).isInstanceOf(IllegalArgumentException.class);
            }
            return done();
        });
    }

    @Test
    void aStreamBelongsToItsLoop() throws IOException {
        try (ServerSocket listener = listener(1);
                Runner home = Runner.builder().build()) {
            TcpStream stream = home.run(TcpStream.connect(listener.getLocalSocketAddress()));
            listener.accept().close();
            inLoop(() -> {
                for (Throwable error : List.of(
                        await(errorOf(stream::readLine)),
                        await(errorOf(() -> stream.write("x"))),
                        await(errorOf(stream::closeAsync)))) {
                    assertThat(error)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("belongs to another loop");
                }
                assertThatThrownBy(stream::abort).isInstanceOf(IllegalStateException.class);
                return done();
            });
            home.run(stream.closeAsync());
        }
    }

    @Test
    void aLoopThatCannotWatchChannelsIsRefused() {
        try (Runner runner = Runner.builder().loopFactory(ChannellessLoop::new).build()) {
            assertThatThrownBy(() -> runner.run(TcpStream.connect("127.0.0.1", 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SelectorLoop");
            assertThatThrownBy(() -> runner.run(TcpServer.listen("127.0.0.1", 0, stream -> done())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SelectorLoop");
        }
    }

    @Test
    void anAddressMayBeGivenResolvedOrNot() {
        inLoop(() -> {
            try (ServerSocket listener = listener(2)) {
                int port = listener.getLocalPort();
                try (var one = await(TcpStream.connect(new InetSocketAddress("127.0.0.1", port)));
                        var two = await(TcpStream.connect(InetSocketAddress.createUnresolved("LOCALHOST", port)))) {
                    assertThat(one.remoteAddress()).isEqualTo(two.remoteAddress());
                    assertThat(one.localAddress()).isNotEqualTo(two.localAddress());
                    assertThat(one.isClosed()).isFalse();
                }
            }
            return done();
        });
    }
}
