package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import dev.ikat.Runner;
import dev.ikat.Task;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;

/**
 * Runs a body on a loop of its own, and sweeps after it: no socket, key, timer or task is left, and no error that the
 * test did not take from {@code errors}.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class TcpFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final List<ErrorContext> errors = new ArrayList<>();

    /** The sockets that the first use of the JDK's network code opens for good must not count. */
    static {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            run(touch(socket.getPort()));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Async
    private static Coroutine<Void> touch(int port) throws IOException {
        var stream = await(TcpStream.connect("127.0.0.1", port));
        await(stream.closeAsync());
        return done();
    }

    final <T> T inLoop(AsyncCallable<T> body) {
        try (Runner runner = Runner.builder().build()) {
            SelectorLoop loop = (SelectorLoop) runner.loop();
            loop.setExceptionHandler((source, context) -> errors.add(context));
            T result = runner.run(swept(loop, body, Sockets.count()));
            assertThat(errors).isEmpty();
            return result;
        }
    }

    @Async
    private <T> Coroutine<T> swept(SelectorLoop loop, AsyncCallable<T> body, int socketsBefore) {
        T result = await(call(body));
        await(until(() -> Sockets.count() <= socketsBefore && allTasks().size() == 1));
        assertThat(loop.registeredKeys()).as("keys left").isZero();
        assertThat(loop.pendingTimers()).as("timers left").isZero();
        return done(result);
    }

    private static <T> Coroutine<T> call(AsyncCallable<T> body) {
        return Io.defer(body::call);
    }

    /** Lets the loop turn until it is so. */
    @Async
    static Coroutine<Void> until(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new AssertionError("it never became so; sockets: " + Sockets.list() + ", tasks: " + allTasks());
            }
            await(yieldNow());
        }
        return done();
    }

    /** Lets the loop turn often enough for anything that could happen at once to have happened. */
    @Async
    static Coroutine<Void> turns(int count) {
        for (int i = 0; i < count; i++) {
            await(yieldNow());
        }
        return done();
    }

    /** How many turns another task of the loop gets while the body runs. */
    @Async
    static Coroutine<Integer> turnsOfAnother(AsyncCallable<Void> body) {
        int[] turns = {0};
        boolean[] ended = {false};
        Task<Void> other = start(() -> {
            while (!ended[0]) {
                turns[0]++;
                await(yieldNow());
            }
            return done();
        });
        await(call(body));
        ended[0] = true;
        await(other);
        return done(turns[0]);
    }

    /** A stream of ours whose peer is a socket of the JDK's; what is small may be written to it and read at once. */
    @Async
    static Coroutine<Pair> pair() throws IOException {
        try (ServerSocket listener = listener(50)) {
            var stream = await(TcpStream.connect(listener.getLocalSocketAddress()));
            return done(new Pair(stream, listener.accept()));
        }
    }

    /** Whether this machine has an IPv6 loopback address. */
    static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Its connections get little room, so that a writer soon has to wait. */
    static ServerSocket listener(int backlog) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReceiveBufferSize(8 * 1024);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), backlog);
        return listener;
    }

    record Pair(TcpStream stream, Socket peer) implements AsyncCloseable {
        void send(String text) throws IOException {
            peer.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Writes all and ends the output, on a thread of its own. */
        CompletableFuture<Void> sendAll(byte[] bytes) {
            return onThread(() -> {
                peer.getOutputStream().write(bytes);
                peer.shutdownOutput();
                return null;
            });
        }

        void reset() throws IOException {
            peer.setSoLinger(true, 0);
            peer.close();
        }

        /** Waits until the stream, which somebody reads, has as many bytes in its buffer. */
        Coroutine<Void> buffered(int count) {
            return until(() -> stream.inbound.bufferedBytes() == count);
        }

        @Override
        public Coroutine<Void> closeAsync() {
            try {
                peer.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return stream.closeAsync();
        }
    }

    /** Runs what blocks on a thread of its own. */
    static <T> CompletableFuture<T> onThread(Callable<T> body) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        future.complete(body.call());
                    } catch (Throwable error) {
                        future.completeExceptionally(error);
                    }
                },
                "peer");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    static byte[] randomBytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** What an operation fails with. */
    @Async
    static <T> Coroutine<Throwable> errorOf(AsyncCallable<T> body) {
        try {
            await(call(body));
        } catch (Exception error) {
            return done(error);
        }
        throw new AssertionError("nothing was thrown");
    }
}
