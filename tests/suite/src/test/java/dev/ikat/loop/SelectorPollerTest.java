package dev.ikat.loop;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The poller on real pipes and sockets. What it tells is awaited with polls that wait; a hang fails by the timeout. */
@Timeout(60)
class SelectorPollerTest {
    private static final long FOREVER = -1;
    private static final Object TOKEN = new Object();

    private final SelectorPoller poller = new SelectorPoller();
    private final Map<Object, Integer> told = new LinkedHashMap<>();
    private Pipe pipe;

    @BeforeEach
    void open() throws IOException {
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        poller.close();
        assertThat(poller.size()).isZero();
        pipe.source().close();
        pipe.sink().close();
    }

    private void poll(long timeoutNanos) {
        told.clear();
        poller.poll(timeoutNanos, told::put);
    }

    private void write() throws IOException {
        assertThat(pipe.sink().write(ByteBuffer.allocate(1))).isEqualTo(1);
    }

    @Test
    void aKeyHasNoInterestAtFirst() throws IOException {
        Poller.Key key = poller.register(pipe.source(), TOKEN);
        write();
        poll(0);
        assertThat(told).isEmpty();
        assertThat(key.interest()).isZero();
    }

    @Test
    void readinessComesWithTheOpaqueToken() throws IOException {
        poller.register(pipe.source(), TOKEN).interest(OP_READ);
        poll(0);
        assertThat(told).isEmpty();
        write();
        poll(FOREVER);
        assertThat(told).containsExactly(Map.entry(TOKEN, OP_READ));
    }

    @Test
    void readinessNotDealtWithIsToldAgain() throws IOException {
        poller.register(pipe.source(), TOKEN).interest(OP_READ);
        write();
        poll(FOREVER);
        poll(FOREVER);
        assertThat(told).containsKey(TOKEN);
    }

    @Test
    void withdrawnInterestIsNotTold() throws IOException {
        Poller.Key key = poller.register(pipe.source(), TOKEN);
        key.interest(OP_READ);
        write();
        poll(FOREVER);
        key.interest(0);
        poll(0);
        assertThat(told).isEmpty();
    }

    @Test
    void aServerTellsAcceptAndAClientConnect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                SocketChannel client = SocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.configureBlocking(false);
            client.configureBlocking(false);
            poller.register(server, "server").interest(OP_ACCEPT);
            boolean connected = client.connect(server.getLocalAddress());
            Poller.Key clientKey = poller.register(client, "client");
            clientKey.interest(connected ? OP_WRITE : OP_CONNECT);
            Map<Object, Integer> all = new LinkedHashMap<>();
            while (all.size() < 2) {
                poll(FOREVER);
                all.putAll(told);
            }
            assertThat(all).containsEntry("server", OP_ACCEPT).containsEntry("client", clientKey.interest());
            assertThat(poller.size()).isEqualTo(2);
        }
    }

    @Test
    void aWakeUpBeforeThePollIsRemembered() {
        poller.wakeup();
        poll(FOREVER);
        assertThat(told).isEmpty();
    }

    @Test
    void aWakeUpFromAnotherThreadEndsThePoll() {
        Thread waker = new Thread(poller::wakeup);
        waker.start();
        poll(FOREVER);
        LoopFixture.joined(waker);
    }

    @Test
    void aWakeUpOfAClosedPollerDoesNothing() {
        poller.close();
        assertThatCode(poller::wakeup).doesNotThrowAnyException();
    }

    @Test
    void nanosecondsAreRoundedUpToMilliseconds() {
        assertThat(SelectorPoller.millisRoundedUp(1)).isEqualTo(1);
        assertThat(SelectorPoller.millisRoundedUp(1_000_000)).isEqualTo(1);
        assertThat(SelectorPoller.millisRoundedUp(1_000_001)).isEqualTo(2);
        assertThat(SelectorPoller.millisRoundedUp(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE / 1_000_000 + 1);
    }

    @Test
    void aCancelledKeyIsGoneAtOnceAndTellsNothing() throws IOException {
        Poller.Key key = poller.register(pipe.source(), TOKEN);
        key.interest(OP_READ);
        write();
        key.cancel();
        key.cancel();
        assertThat(poller.size()).isZero();
        assertThat(key.interest()).isZero();
        assertThatThrownBy(() -> key.interest(OP_READ)).isInstanceOf(CancelledKeyException.class);
        poll(0);
        assertThat(told).isEmpty();
        assertThat(poller.size()).isZero();
    }

    @Test
    void theKeyOfAClosedChannelIsRemovedByTheNextPoll() throws IOException {
        Poller.Key key = poller.register(pipe.source(), TOKEN);
        key.interest(OP_READ);
        pipe.source().close();
        poll(0);
        assertThat(told).isEmpty();
        assertThat(poller.size()).isZero();
        key.cancel();
        assertThat(poller.size()).isZero();
    }

    @Test
    void theDescriptorOfAClosedChannelIsFreedByTheNextPoll() throws IOException {
        poller.register(pipe.source(), TOKEN).cancel();
        pipe.source().close();
        poll(0);
        assertThatThrownBy(this::write).isInstanceOf(IOException.class).hasMessageContaining("Broken pipe");
    }

    @Test
    void aChannelMayBeRegisteredAgainAfterACancel() throws IOException {
        poller.register(pipe.source(), "first").cancel();
        poller.register(pipe.source(), "second").interest(OP_READ);
        assertThat(poller.size()).isEqualTo(1);
        write();
        poll(FOREVER);
        assertThat(told).containsOnlyKeys("second");
    }

    @Test
    void aSecondRegistrationIsAnError() {
        poller.register(pipe.source(), TOKEN);
        assertThatThrownBy(() -> poller.register(pipe.source(), TOKEN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("registered already");
    }

    @Test
    void aClosedOrBlockingChannelIsAnError() throws IOException {
        pipe.source().close();
        assertThatThrownBy(() -> poller.register(pipe.source(), TOKEN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed already");
        pipe.sink().configureBlocking(true);
        assertThatThrownBy(() -> poller.register(pipe.sink(), TOKEN)).isInstanceOf(IllegalBlockingModeException.class);
    }

    @Test
    void aLoopRunsTheHandlerOfARealPipe() throws IOException {
        int[] got = new int[1];
        try (SelectorLoop loop = new SelectorLoop()) {
            Poller.Key key = loop.register(pipe.source(), ops -> {
                got[0] = ops;
                loop.stop();
            });
            key.interest(OP_READ);
            write();
            loop.runForever();
            assertThat(loop.registeredKeys()).isEqualTo(1);
            key.cancel();
            assertThat(loop.registeredKeys()).isZero();
        }
        assertThat(got[0]).isEqualTo(OP_READ);
    }
}
