package dev.ikat.benchmarks.echo;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/** {@code EchoServer kind}: serves on a free port, which it prints, until its standard input ends; see {@link Peer}. */
public final class EchoServer {
    /** Serves, and tells its port once it listens; it may return or not. */
    interface Kind {
        void serve(IntConsumer port) throws Exception;
    }

    static final Map<String, Kind> KINDS = Map.of(
            "nio", NioEcho::serve,
            "netty", NettyEcho::serve,
            "netty-pooled", NettyEcho::servePooled,
            "ikat-protocol", IkatEcho::serveProtocol,
            "ikat-streams", IkatEcho::serveStreams,
            "ikat-streams-buffer", IkatEcho::serveIntoBuffers,
            "netty-tls", TlsEcho::serveNetty,
            "ikat-tls", TlsEcho::serveIkat,
            "virtual-threads", ThreadEcho::serve);

    private EchoServer() {}

    public static void main(String[] arguments) throws Exception {
        Kind kind = KINDS.get(arguments[0]);
        if (kind == null) {
            throw new IllegalArgumentException(arguments[0] + " is no kind of server; there are " + KINDS.keySet());
        }
        Thread watch = new Thread(EchoServer::answerParent, "parent");
        watch.setDaemon(true);
        watch.start();
        kind.serve(port -> {
            System.out.println("PORT " + port);
            System.out.flush();
        });
        new CountDownLatch(1).await();
    }

    /** Each line is a question for the bytes that are live on the heap; the end of the input is that of the process. */
    private static void answerParent() {
        try {
            for (int character; (character = System.in.read()) >= 0; ) {
                if (character == '\n') {
                    System.out.println("HEAP " + liveBytes());
                }
            }
        } catch (IOException gone) {
            // as good as the end
        }
        System.exit(0);
    }

    private static long liveBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
