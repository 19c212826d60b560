package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.loop.SelectorLoop;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.Test;

/** How a connection is made: options, time limits, and several addresses at once. */
class TcpOptionsTest extends TcpFixture {
    @Test
    void optionsReachTheSocket() {
        TcpOptions options = TcpOptions.defaults()
                .noDelay(false)
                .keepAlive(true)
                .sendBuffer(20_000)
                .receiveBuffer(30_000)
                .option(StandardSocketOptions.IP_TOS, 8);
        inLoop(() -> {
            try (ServerSocket listener = listener(2);
                    var plain = await(TcpStream.connect(listener.getLocalSocketAddress()));
                    var stream = await(TcpStream.connect(listener.getLocalSocketAddress(), options))) {
                assertThat(plain.option(StandardSocketOptions.TCP_NODELAY)).isTrue();
                assertThat(plain.option(StandardSocketOptions.SO_KEEPALIVE)).isFalse();
                assertThat(stream.option(StandardSocketOptions.TCP_NODELAY)).isFalse();
                assertThat(stream.option(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
                assertThat(stream.option(StandardSocketOptions.SO_SNDBUF)).isBetween(20_000, 40_000);
                assertThat(stream.option(StandardSocketOptions.SO_RCVBUF)).isBetween(30_000, 60_000);
                assertThat(stream.option(StandardSocketOptions.IP_TOS)).isEqualTo(8);
                stream.setOption(StandardSocketOptions.TCP_NODELAY, true);
                assertThat(stream.option(StandardSocketOptions.TCP_NODELAY)).isTrue();
                assertThatThrownBy(() -> stream.setOption(StandardSocketOptions.SO_BROADCAST, true))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
            return done();
        });
    }

    @Test
    void anOptionThatTheSocketLacksFailsTheConnect() {
        TcpOptions options = TcpOptions.defaults().option(StandardSocketOptions.SO_BROADCAST, true);
        inLoop(() -> {
            try (ServerSocket listener = listener(2)) {
                assertThat(await(errorOf(() -> TcpStream.connect(listener.getLocalSocketAddress(), options))))
                        .hasMessageContaining("SO_BROADCAST")
                        .hasCauseInstanceOf(UnsupportedOperationException.class);
            }
            return done();
        });
    }

    @Test
    void aConnectionComesFromTheLocalAddressThatWasAskedFor() {
        InetSocketAddress local = new InetSocketAddress("127.0.0.2", 0);
        inLoop(() -> {
            try (ServerSocket listener = listener(2);
                    var stream = await(TcpStream.connect(
                            "127.0.0.1",
                            listener.getLocalPort(),
                            TcpOptions.defaults().localAddress(local)))) {
                assertThat(stream.localAddress().getAddress()).isEqualTo(local.getAddress());
                try (var peer = listener.accept()) {
                    assertThat(peer.getInetAddress()).isEqualTo(local.getAddress());
                }
            }
            return done();
        });
    }

    @Test
    void aLocalAddressThatCannotBeIsNamed() {
        inLoop(() -> {
            try (ServerSocket listener = listener(2)) {
                int port = listener.getLocalPort();
                TcpOptions elsewhere = TcpOptions.defaults().localAddress(new InetSocketAddress("203.0.113.7", 0));
                assertThat(await(errorOf(() -> TcpStream.connect("127.0.0.1", port, elsewhere))))
                        .isInstanceOf(BindException.class)
                        .hasMessageContaining("127.0.0.1:" + port + " from /203.0.113.7:0");
                TcpOptions other = TcpOptions.defaults().localAddress(new InetSocketAddress("::1", 0));
                assertThat(await(errorOf(() -> TcpStream.connect("127.0.0.1", port, other))))
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("is of the other family");
            }
            return done();
        });
    }

    @Test
    void connectingThatTakesTooLongFails() {
        inLoop(() -> {
            try (FullListener full = new FullListener("127.0.0.1")) {
                int before = Sockets.count();
                TcpOptions options = TcpOptions.defaults().connectTimeout(ofMillis(20));
                assertThat(await(errorOf(() -> TcpStream.connect("127.0.0.1", full.port(), options))))
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining("127.0.0.1")
                        .hasMessageContaining(":" + full.port())
                        .hasMessageContaining("longer than PT0.02S");
                await(turns(1));
                assertThat(Sockets.count()).isEqualTo(before);
            }
            return done();
        });
    }

    @Test
    void aTimeoutBringsTheErrorsThereWere() {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
        inLoop(() -> {
            try (FullListener full = new FullListener("127.0.0.1")) {
                TcpOptions options =
                        TcpOptions.defaults().happyEyeballsDelay(ofMillis(1)).connectTimeout(ofMillis(100));
                Throwable error = await(errorOf(() -> TcpStream.connect("localhost", full.port(), options)));
                assertThat(error).isInstanceOf(SocketTimeoutException.class);
                assertThat(error.getSuppressed()).hasSize(1);
                assertThat(error.getSuppressed()[0])
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("0:0:0:0:0:0:0:1");
            }
            return done();
        });
    }

    @Test
    void aTimeoutThatIsNotNeededLeavesNoTimer() {
        inLoop(() -> {
            try (ServerSocket listener = listener(2);
                    var stream = await(TcpStream.connect(
                            listener.getLocalSocketAddress(),
                            TcpOptions.defaults().connectTimeout(ofHours(1))))) {
                assertThat(stream.isClosed()).isFalse();
            }
            assertThat(await(errorOf(() -> TcpStream.connect(
                            "no-such-host.invalid", 80, TcpOptions.defaults().connectTimeout(ofHours(1))))))
                    .hasMessageContaining("no-such-host.invalid");
            await(yieldNow());
            return done();
        });
    }

    @Test
    void aDeadlineOfTheTaskWorksToo() {
        inLoop(() -> {
            try (FullListener full = new FullListener("127.0.0.1")) {
                assertThat(await(errorOf(() -> timeout(ofMillis(20), TcpStream.connect(full.address())))))
                        .isInstanceOf(DeadlineExceededException.class);
            }
            return done();
        });
    }

    @Test
    void anAddressThatDoesNotAnswerIsOvertaken() {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
        inLoop(() -> {
            try (FullListener full = new FullListener("127.0.0.1");
                    ServerSocket answering = new ServerSocket(full.port(), 5, InetAddress.getByName("::1"))) {
                int before = Sockets.count();
                try (var stream = await(TcpStream.connect(
                        "localhost", full.port(), TcpOptions.defaults().happyEyeballsDelay(ofMillis(1))))) {
                    assertThat(stream.remoteAddress().getAddress()).isEqualTo(InetAddress.getByName("::1"));
                    await(turns(1));
                    assertThat(Sockets.count()).as("the loser is closed").isEqualTo(before + 1);
                }
                try (var stream = await(TcpStream.connect("localhost", full.port()))) {
                    assertThat(stream.remoteAddress().getAddress()).isEqualTo(InetAddress.getByName("::1"));
                }
                assertThat(answering.isClosed()).isFalse();
            }
            return done();
        });
    }

    @Test
    void oneAtATimeWaitsForTheFirst() {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
        inLoop(() -> {
            try (FullListener full = new FullListener("127.0.0.1");
                    ServerSocket answering = new ServerSocket(full.port(), 5, InetAddress.getByName("::1"))) {
                Task<TcpStream> connecting = start(TcpStream.connect(
                        "localhost", full.port(), TcpOptions.defaults().oneAtATime()));
                await(yieldNow());
                assertThat(((SelectorLoop) loop()).pendingTimers()).isZero();
                await(turns(1000));
                assertThat(connecting.isDone()).isFalse();
                connecting.cancel();
                await(until(connecting::isDone));
                assertThat(connecting.isCancelled()).isTrue();
                assertThat(answering.isClosed()).isFalse();
            }
            return done();
        });
    }

    @Test
    void cancellingARaceClosesAllItsSockets() {
        assumeTrue(hasIpv6(), "this machine has no IPv6 loopback");
        inLoop(() -> {
            try (FullListener full = new FullListener("::1")) {
                int before = Sockets.count();
                TcpOptions options = TcpOptions.defaults().happyEyeballsDelay(ZERO);
                Task<TcpStream> one = start(TcpStream.connect(full.address(), options));
                Task<TcpStream> both = start(TcpStream.connect("localhost", full.port(), options));
                await(until(() -> Sockets.count() == before + 2));
                await(turns(100));
                assertThat(one.isDone() || both.isDone()).isFalse();
                both.cancel();
                one.cancel();
                await(until(() -> one.isDone() && both.isDone()));
                await(turns(1));
                assertThat(Sockets.count()).isEqualTo(before);
            }
            return done();
        });
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        TcpOptions options = TcpOptions.defaults();
        assertThatThrownBy(() -> options.sendBuffer(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.receiveBuffer(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.connectTimeout(ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.happyEyeballsDelay(ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.localAddress(InetSocketAddress.createUnresolved("x", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unresolved");
        assertThat(options.keepAlive(true).connectTimeout(ofSeconds(3)))
                .hasToString("TCP options {SO_KEEPALIVE=true}, within PT3S, attempts PT0.25S apart");
        assertThat(options).as("it is immutable").hasToString("TCP options {}, attempts PT0.25S apart");
    }
}
