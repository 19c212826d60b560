package dev.ikat.io;

import dev.ikat.loop.EventLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host names: which need no asking, who is asked for the others, and the questions of the process. From any thread; the
 * resolvers of loops are guarded by their map.
 */
final class Names {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    private static final Questions<List<InetAddress>> ADDRESSES = new Questions<>();
    private static final Questions<String> NAMES = new Questions<>();
    private static final Map<EventLoop, NameResolver> OF_LOOPS = new WeakHashMap<>();
    private static volatile @Nullable NameResolver ofAll;

    private Names() {}

    /** What is asked; of others than the system each loop asks by itself, as their answers may end with their loop. */
    private record Key(
            Object what, NameResolver resolver, @Nullable EventLoop loop) {
        static Key of(Object what, NameResolver resolver, EventLoop loop) {
            return new Key(what, resolver, resolver == SystemResolver.INSTANCE ? null : loop);
        }
    }

    static void setResolver(@Nullable NameResolver resolver) {
        ofAll = resolver;
    }

    static void setResolver(EventLoop loop, @Nullable NameResolver resolver) {
        synchronized (OF_LOOPS) {
            if (resolver == null) {
                OF_LOOPS.remove(loop);
            } else {
                OF_LOOPS.put(loop, resolver);
            }
        }
    }

    private static NameResolver resolver(EventLoop loop) {
        NameResolver own;
        synchronized (OF_LOOPS) {
            own = OF_LOOPS.get(loop);
        }
        NameResolver common = ofAll;
        return own != null ? own : common != null ? common : SystemResolver.INSTANCE;
    }

    /** How to ask for the addresses of a host, on that loop. */
    static Questions.Asked<List<InetAddress>> of(EventLoop loop, String host) {
        NameResolver resolver = resolver(loop);
        return asker -> ADDRESSES.ask(Key.of(host, resolver, loop), () -> resolver.resolve(host), asker);
    }

    /** How to ask for the name of an address, on that loop. */
    static Questions.Asked<String> of(EventLoop loop, InetAddress address) {
        NameResolver resolver = resolver(loop);
        return asker -> NAMES.ask(Key.of(address, resolver, loop), () -> resolver.reverse(address), asker);
    }

    /** For leak checks: how many questions are being asked. */
    static int open() {
        return ADDRESSES.open() + NAMES.open();
    }

    /**
     * The addresses that are known without asking: those of literals, and of localhost, which is the loopback always
     * (RFC 6761). Null for other names.
     */
    static @Nullable List<InetAddress> known(String host) throws UnknownHostException {
        if (host.isEmpty()) {
            throw new UnknownHostException("the host is empty; use localhost, or 0.0.0.0 for every interface");
        }
        if (host.equalsIgnoreCase("localhost")) {
            return List.of(loopback("127.0.0.1"), loopback("::1"));
        }
        return isLiteral(host) ? List.of(InetAddress.getByName(host)) : null;
    }

    /** Whether it is an address, not a name. */
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    private static InetAddress loopback(String literal) throws UnknownHostException {
        return InetAddress.getByAddress(
                "localhost", InetAddress.getByName(literal).getAddress());
    }

    /** Each who asked gets an error of its own, with the name and with what the resolver failed with; errors stay as they are. */
    static Throwable unknown(String what, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof Error) {
            return cause;
        }
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        String kind = cause instanceof UnknownHostException || cause instanceof CancellationException
                ? ""
                : cause.getClass().getName() + ": ";
        UnknownHostException unknown =
                new UnknownHostException(message.contains(what) ? kind + message : what + ": " + kind + message);
        unknown.initCause(cause);
        return unknown;
    }
}
