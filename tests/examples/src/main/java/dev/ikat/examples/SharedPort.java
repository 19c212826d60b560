package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.LoopGroup;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpServerOptions;
import dev.ikat.io.TcpStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Two loops, each with a server of its own on the same port: the system spreads the connections over them. */
final class SharedPort {
    private static final TcpServerOptions OPTIONS =
            TcpServerOptions.defaults().reusePort(true).maxConnections(1000);

    private SharedPort() {}

    @Async
    static Coroutine<Void> serve(TcpStream client) throws IOException {
        await(client.write(Thread.currentThread().getName()));
        return done();
    }

    /** Until the group closes, which cancels it. */
    @Async
    static Coroutine<Void> run(TcpServer server) {
        try (server) {
            await(server.serveForever());
        }
        return done();
    }

    @Async
    static Coroutine<String> ask(int port) throws IOException {
        try (var stream = await(TcpStream.connect("127.0.0.1", port))) {
            return done(new String(await(stream.readAll()), UTF_8));
        }
    }

    @Async
    static Coroutine<List<String>> askOften(int port) throws IOException {
        List<Coroutine<String>> questions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            questions.add(ask(port));
        }
        return done(await(gather(questions)));
    }

    public static void main(String[] args) throws IOException {
        try (LoopGroup group = LoopGroup.open(2)) {
            int port = 0; // one that is free; the second server shares it
            for (int loop = 0; loop < group.size(); loop++) {
                int same = port;
                TcpServer server = group.submit(
                                loop, () -> TcpServer.listen("127.0.0.1", same, OPTIONS, SharedPort::serve))
                        .join();
                group.submit(loop, () -> run(server));
                port = server.port();
            }
            List<String> answers = Ikat.run(askOften(port));
            System.out.println(answers.size() + " answers, from " + new HashSet<>(answers).size() + " loops");
        }
    }
}
