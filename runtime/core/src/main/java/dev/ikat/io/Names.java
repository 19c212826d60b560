package dev.ikat.io;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host names: which need no asking, and the threads on which the system is asked, since it answers only by blocking. */
final class Names {
    private static final int MAX_THREADS = 8;
    private static final int KEEP_ALIVE_SECONDS = 1;

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** Daemons, which end when there is nothing to look up. */
    static final Executor LOOKUPS = lookups();

    private Names() {}

    private static Executor lookups() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "ikat-names-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
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

    /** Asks the system, and blocks meanwhile. */
    static List<InetAddress> lookUp(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }
}
