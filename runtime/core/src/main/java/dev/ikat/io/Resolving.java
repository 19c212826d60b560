package dev.ikat.io;

import dev.ikat.Suspension;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

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
            Names.LOOKUPS.execute(() -> lookUp(host));
        }
        return this;
    }

    /** On a thread for names. */
    private void lookUp(String host) {
        Runnable answer;
        try {
            List<InetAddress> addresses = Names.lookUp(host);
            answer = () -> take(addresses);
        } catch (UnknownHostException | RuntimeException error) {
            answer = () -> tryFail(error);
        }
        try {
            loop.callSoonThreadsafe(answer);
        } catch (IllegalStateException closed) {
            // then nobody waits any more
        }
    }

    private void take(List<InetAddress> addresses) {
        if (isDone()) {
            return;
        }
        try {
            resolved(addresses);
        } catch (IOException | RuntimeException error) {
            tryFail(error);
        }
    }
}
