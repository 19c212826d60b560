package dev.ikat.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ikat.examples.Replies.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The world outside: an HTTP server on the loopback address that plays a web search, a knowledge base and a model. It is
 * ordinary blocking code on threads of its own, and shares with the agent nothing but the sockets.
 */
final class ToolServer implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int OK = 200;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final long TOKEN_MILLIS = 33;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final HttpServer http;

    private ToolServer(HttpServer http) {
        this.http = http;
    }

    /** Starts one on a free port. */
    static ToolServer open() throws IOException {
        ToolServer server =
                new ToolServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        server.http.setExecutor(server.threads);
        server.http.createContext("/", server::handle);
        server.http.start();
        return server;
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String prompt = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            int attempt = attempts.merge(path, 1, Integer::sum);
            Reply reply = Replies.at(path);
            pause(reply.delayMillis(attempt));
            if (reply.isBusy(attempt)) {
                exchange.sendResponseHeaders(SERVICE_UNAVAILABLE, -1);
            } else {
                answer(exchange, reply.to(prompt));
            }
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        boolean events = "text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"));
        exchange.sendResponseHeaders(OK, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            if (events) {
                sendTokens(body, text);
            } else {
                body.write(text.getBytes(UTF_8));
            }
        }
    }

    /** Server-sent events: a line {@code data: <token>} and an empty one for each, as soon as it is there. */
    private static void sendTokens(OutputStream body, String text) throws IOException {
        for (String token : text.split("(?= )")) {
            body.write(("data: " + token + "\n\n").getBytes(UTF_8));
            body.flush();
            pause(TOKEN_MILLIS);
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is being closed");
        }
    }
}
