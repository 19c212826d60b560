package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Suspension;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.loop.TimerHandle;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for a Unix domain connection. The system answers at once: connected, refused, or "try again" while the
 * backlog is full, of which no poller tells the end; so it is tried again, after 1 ms at first and twice as long each time.
 */
final class UnixConnecting extends Suspension<UnixStream> {
    private static final long LONGEST_PAUSE_MILLIS = 64;

    private final SelectorLoop loop;
    private final UnixDomainSocketAddress address;
    private @Nullable ChannelWire wire;
    private @Nullable TimerHandle again;
    private long pauseMillis = 1;

    private UnixConnecting(SelectorLoop loop, UnixDomainSocketAddress address) {
        this.loop = loop;
        this.address = address;
    }

    static Awaitable<UnixStream> to(UnixDomainSocketAddress address) throws IOException {
        UnixConnecting connecting = new UnixConnecting(Wire.currentLoop(), address);
        connecting.attempt();
        return connecting;
    }

    private void attempt() throws IOException {
        ChannelWire opened = ChannelWire.of(loop, loop.channels().openSocketChannel(StandardProtocolFamily.UNIX));
        wire = opened;
        opened.handler(readyOps -> finish(opened));
        try {
            if (opened.channel.connect(address)) {
                connected(opened);
            } else {
                opened.want(SelectionKey.OP_CONNECT);
            }
        } catch (IOException error) {
            closeWire();
            if (!isBacklogFull(error)) {
                throw UnixSocketFile.describe(error, address.getPath());
            }
            again = loop.callLater(Duration.ofMillis(pauseMillis), this::attemptAgain);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Of EAGAIN the JDK tells the system's text only: so it is what is no refusal, for a file that is there. */
    private boolean isBacklogFull(IOException error) {
        String message = String.valueOf(error.getMessage());
        return !(error instanceof ConnectException)
                && message.contains("temporarily unavailable")
                && Files.exists(address.getPath());
    }

    private void attemptAgain() {
        again = null;
        try {
            attempt();
        } catch (IOException error) {
            tryFail(error);
        }
    }

    private void finish(ChannelWire attempted) {
        try {
            if (attempted.channel.finishConnect()) {
                attempted.unwant(SelectionKey.OP_CONNECT);
                connected(attempted);
            }
        } catch (IOException error) {
            closeWire();
            tryFail(UnixSocketFile.describe(error, address.getPath()));
        }
    }

    private void connected(ChannelWire attempted) {
        wire = null;
        complete(UnixStream.on(attempted, address.getPath(), false));
    }

    @Override
    protected void abort() {
        if (!isCancelled()) {
            result().abort();
            return;
        }
        closeWire();
        if (again != null) {
            again.cancel();
        }
    }

    private void closeWire() {
        ChannelWire open = wire;
        wire = null;
        if (open != null) {
            open.close();
        }
    }
}
