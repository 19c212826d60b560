package dev.ikat.io;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's resolver, which answers only by blocking: it is asked on a few threads of its own. From any thread. */
final class SystemResolver implements NameResolver {
    static final int MAX_THREADS = 8;
    static final SystemResolver INSTANCE = new SystemResolver();

    private static final int KEEP_ALIVE_SECONDS = 1;

    /** Daemons, which end when there is nothing to look up. */
    private final Executor threads = threads();

    private SystemResolver() {}

    private static Executor threads() {
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

    @Override
    public CompletionStage<List<InetAddress>> resolve(String host) {
        return ask(() -> List.of(InetAddress.getAllByName(host)));
    }

    @Override
    public CompletionStage<String> reverse(InetAddress address) {
        return ask(() -> nameOf(address));
    }

    private static String nameOf(InetAddress address) throws UnknownHostException {
        InetAddress nameless = address instanceof Inet6Address six
                ? Inet6Address.getByAddress(null, six.getAddress(), six.getScopeId())
                : InetAddress.getByAddress(address.getAddress());
        String name = nameless.getCanonicalHostName();
        if (name.equals(nameless.getHostAddress())) {
            throw new UnknownHostException(address.getHostAddress() + ": the address has no name");
        }
        return name;
    }

    /** A question that is cancelled before its turn is not asked. */
    <T> CompletableFuture<T> ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        threads.execute(() -> {
            if (!answer.isDone()) {
                try {
                    answer.complete(question.call());
                } catch (Throwable error) {
                    answer.completeExceptionally(error);
                }
            }
        });
        return answer;
    }
}
