package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import dev.ikat.io.TcpStream;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A POST over HTTP/1.0 whose answer has begun: its body is read as a whole or event by event. In this version of the
 * protocol the body ends where the connection does.
 */
final class HttpCall implements AsyncCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String EVENT = "data: ";

    private final TcpStream stream;

    private HttpCall(TcpStream stream) {
        this.stream = stream;
    }

    /** The answer as a whole. */
    @Async
    static Coroutine<String> text(int port, String path, String text) throws IOException {
        try (var call = await(post(port, path, "text/plain", text))) {
            return done(new String(await(call.stream.readAll()), UTF_8));
        }
    }

    /** A call whose answer comes in server-sent events. */
    static Coroutine<HttpCall> events(int port, String path, String text) throws IOException {
        return post(port, path, "text/event-stream", text);
    }

    /** The text of the next server-sent event, null after the last. */
    @Async
    @SuppressWarnings("NullAway") // the end
    Coroutine<@Nullable String> nextEvent() throws IOException {
        String line = await(stream.readLine());
        while (line != null && !line.startsWith(EVENT)) {
            line = await(stream.readLine());
        }
        return done(line == null ? null : line.substring(EVENT.length()));
    }

    @Override
    public Coroutine<Void> closeAsync() {
        return stream.closeAsync();
    }

    /** Sends the text and waits for the head of the answer; an answer other than 200 is an IOException. */
    @Async
    private static Coroutine<HttpCall> post(int port, String path, String accept, String text) throws IOException {
        TcpStream stream = await(TcpStream.connect(HOST, port));
        try {
            await(stream.write(request(path, accept, text)));
            await(readHead(stream));
            return done(new HttpCall(stream));
        } catch (Throwable failure) {
            await(stream.closeAsync());
            throw failure;
        }
    }

    @Async
    private static Coroutine<Void> readHead(TcpStream stream) throws IOException {
        String status = await(stream.readLine());
        if (status == null) {
            throw new EOFException("the server closed the connection without an answer");
        }
        if (!status.contains(" 200 ")) {
            throw new IOException(status);
        }
        String header = await(stream.readLine());
        while (header != null && !header.isEmpty()) {
            header = await(stream.readLine());
        }
        return done();
    }

    private static String request(String path, String accept, String text) {
        return "POST %s HTTP/1.0\r\nHost: %s\r\nAccept: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, HOST, accept, text.getBytes(UTF_8).length, text);
    }
}
