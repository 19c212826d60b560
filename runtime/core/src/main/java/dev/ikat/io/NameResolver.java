package dev.ikat.io;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Finds the addresses of names, in place of the system: another DNS library, or a test's own names. See {@link
 * Dns#setResolver(NameResolver)}.
 *
 * <p>Called on the thread of the loop whose task asks, so it must not block; what blocks belongs on another thread. What it
 * returns may be completed by any thread, an {@code @Async} method with the return type {@code CompletableFuture} will do.
 * It is {@linkplain java.util.concurrent.CompletableFuture#cancel cancelled} when the last task that waits for it has been
 * cancelled.
 */
@FunctionalInterface
public interface NameResolver {
    /**
     * The addresses of the host, the best first. Literals and localhost do not come here.
     *
     * @return fails for a name that has none, with {@link java.net.UnknownHostException} or anything else
     */
    CompletionStage<List<InetAddress>> resolve(String host);

    /** The name of the address; asks the system unless it is overridden. */
    default CompletionStage<String> reverse(InetAddress address) {
        return Dns.systemResolver().reverse(address);
    }
}
