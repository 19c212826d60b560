package dev.ikat.io;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.loop.EventLoop;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks up host names without blocking the loop: {@code await(Dns.resolve("example.org"))}. {@link TcpStream}, {@link
 * TcpServer} and {@link UdpSocket} ask in the same way.
 *
 * <p>The system's resolver is asked on at most eight threads of the process; further questions wait for their turn. Who asks
 * for the same name at the same time shares the question, and cancelling one leaves it to the others. No answer is kept but
 * by the JDK (the security property {@code networkaddress.cache.ttl}). Literals, and localhost, which is the loopback always
 * (RFC 6761), are known without asking.
 *
 * <p>For tasks of any loop. Source: {@code loop.getaddrinfo} and {@code loop.getnameinfo} of asyncio.
 */
public final class Dns {
    /** Which addresses of a name are wanted. */
    public enum Family {
        /** All, in the order of the resolver. */
        ANY,
        /** All, those of IPv4 before those of IPv6, each in the order of the resolver. */
        IPV4_FIRST,
        /** All, those of IPv6 before those of IPv4. */
        IPV6_FIRST,
        /** Those of IPv4. */
        IPV4_ONLY,
        /** Those of IPv6. */
        IPV6_ONLY;

        private List<InetAddress> of(String host, List<InetAddress> all) throws UnknownHostException {
            if (all.isEmpty()) {
                throw new UnknownHostException(host + " has no address");
            }
            List<InetAddress> wanted = new ArrayList<>(all);
            switch (this) {
                case ANY -> {}
                case IPV4_FIRST -> wanted.sort(Comparator.comparing(Inet6Address.class::isInstance));
                case IPV6_FIRST -> wanted.sort(Comparator.comparing(Inet4Address.class::isInstance));
                case IPV4_ONLY -> wanted.removeIf(Inet6Address.class::isInstance);
                case IPV6_ONLY -> wanted.removeIf(Inet4Address.class::isInstance);
            }
            if (wanted.isEmpty()) {
                throw new UnknownHostException(host + " has no address of this family (" + this + "); it has " + all);
            }
            return List.copyOf(wanted);
        }
    }

    private Dns() {}

    /**
     * The addresses of the host, the best first.
     *
     * @param host a name, or a literal of IPv4 or IPv6
     * @return of one address or more; cannot be changed
     * @throws UnknownHostException at the await, with the name; what the resolver failed with is its cause
     */
    public static Coroutine<List<InetAddress>> resolve(String host) throws UnknownHostException {
        return resolve(host, Family.ANY);
    }

    /** As {@link #resolve(String)}; that there is none of the family is an error too. */
    public static Coroutine<List<InetAddress>> resolve(String host, Family family) throws UnknownHostException {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(family, "family");
        return Io.defer(() -> {
            List<InetAddress> known = Names.known(host);
            return known != null
                    ? Coroutine.of(family.of(host, known))
                    : Asking.begin(
                            Names.of(Ikat.loop(), host),
                            all -> family.of(host, all),
                            error -> Names.unknown(host, error));
        });
    }

    /**
     * The name of an address.
     *
     * @throws UnknownHostException at the await, when it has none
     */
    public static Coroutine<String> reverse(InetAddress address) throws UnknownHostException {
        Objects.requireNonNull(address, "address");
        String literal = address.getHostAddress();
        return Io.defer(() ->
                Asking.begin(Names.of(Ikat.loop(), address), name -> name, error -> Names.unknown(literal, error)));
    }

    /**
     * Has this resolver asked for the tasks of every loop that has none of its own; null for the system's, which is the
     * default. Questions that are being asked are not asked again. From any thread.
     */
    public static void setResolver(@Nullable NameResolver resolver) {
        Names.setResolver(resolver);
    }

    /**
     * As {@link #setResolver(NameResolver)}, for the tasks of one loop; null for the one that loops have in common. It is
     * forgotten with the loop, so a resolver that refers to its loop must be taken back.
     */
    public static void setResolver(EventLoop loop, @Nullable NameResolver resolver) {
        Names.setResolver(Objects.requireNonNull(loop, "loop"), resolver);
    }

    /** The system's resolver, for one that asks it for some names only. */
    public static NameResolver systemResolver() {
        return SystemResolver.INSTANCE;
    }
}
