package dev.ikat.io;

import dev.ikat.Suspension;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that waits for something that begins with the addresses of a name. */
abstract class Resolving<T> extends Suspension<T> {
    final SelectorLoop loop;

    Resolving(SelectorLoop loop) {
        this.loop = loop;
    }

    /** The addresses are there; never after a cancellation. Errors are those of the whole. */
    abstract void resolved(List<InetAddress> addresses) throws IOException;

    final Resolving<T> begin(InetSocketAddress address) throws IOException {
        if (!address.isUnresolved()) {
            resolved(List.of(address.getAddress()));
            return this;
        }
        String host = address.getHostString();
        List<InetAddress> known = Names.known(host);
        if (known != null) {
            resolved(known);
        } else {
            ask(host);
        }
        return this;
    }

    private void ask(String host) {
        Runnable withdrawal = Names.of(loop, host).by((addresses, error) -> told(host, addresses, error));
        onDone(over -> withdrawal.run());
    }

    /** On any thread. */
    private void told(String host, @Nullable List<InetAddress> addresses, @Nullable Throwable error) {
        try {
            loop.callSoonThreadsafe(() -> take(host, addresses, error));
        } catch (IllegalStateException closed) {
            // then nobody waits any more
        }
    }

    private void take(String host, @Nullable List<InetAddress> addresses, @Nullable Throwable error) {
        if (isDone()) {
            return;
        }
        if (addresses == null) {
            tryFail(Names.unknown(host, error == null ? new IllegalStateException("no answer") : error));
            return;
        }
        try {
            resolved(addresses);
        } catch (IOException | RuntimeException failure) {
            tryFail(failure);
        }
    }
}
