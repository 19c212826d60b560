package dev.ikat.io;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Outcome;
import dev.ikat.loop.ErrorContext;
import dev.ikat.sync.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program for a process of its own: so many connections are open at once, client and server in one process, each
 * exchanges lines with the other end, and nothing is left open in the end. With {@code exhaust} it opens connections until
 * no descriptor is left, sees the error, closes them, and goes on.
 */
final class ManyStreams {
    private static final int BATCH = 500;

    private final List<TcpStream> clients = new ArrayList<>();

    private ManyStreams() {}

    public static void main(String[] arguments) throws IOException {
        ManyStreams program = new ManyStreams();
        if (arguments[0].equals("exhaust")) {
            Ikat.run(program.exhaust());
        } else {
            Ikat.run(program.all(Integer.parseInt(arguments[0])));
        }
        System.out.println(Sockets.count() <= 1 ? "none is left" : "left: " + Sockets.list());
    }

    @Async
    private static Coroutine<Void> serve(TcpStream stream) throws IOException {
        for (String line; (line = await(stream.readLine())) != null; ) {
            await(stream.write(line + "\n"));
        }
        return done();
    }

    @Async
    private Coroutine<Void> all(int count) throws IOException {
        long begin = System.nanoTime();
        try (var server = await(TcpServer.listen("127.0.0.1", 0, ManyStreams::serve))) {
            while (clients.size() < count) {
                List<Coroutine<TcpStream>> batch = new ArrayList<>();
                for (int i = Math.min(BATCH, count - clients.size()); i > 0; i--) {
                    batch.add(TcpStream.connect("127.0.0.1", server.port()));
                }
                clients.addAll(await(gather(batch)));
            }
            List<Coroutine<Void>> talks = new ArrayList<>();
            for (TcpStream client : clients) {
                talks.add(talk(client));
            }
            await(gather(talks));
            System.out.println(clients.size() + " clients, " + server.connections() + " connections of the server, in "
                    + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
            await(closeAll());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> talk(TcpStream client) throws IOException {
        for (int i = 0; i < 3; i++) {
            String line = "line " + i + " of " + client.localAddress();
            await(client.write(line + "\n"));
            if (!line.equals(await(client.readLine()))) {
                throw new AssertionError("another line came back");
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> closeAll() {
        for (TcpStream client : clients) {
            await(client.closeAsync());
        }
        clients.clear();
        return done();
    }

    /** Classes cannot be loaded without a descriptor either: so what comes later has happened once before. */
    @Async
    private static Coroutine<Void> warmUp(int port) throws IOException {
        var closed = await(TcpServer.listen("127.0.0.1", 0, ManyStreams::serve));
        await(closed.closeAsync());
        await(gatherSettled(List.of(TcpStream.connect("127.0.0.1", closed.port()))));
        loop().callExceptionHandler(new ErrorContext("warmed up", new IOException("none"), closed));
        loop().callLater(Duration.ofMillis(1), () -> {}).cancel();
        try (var client = await(TcpStream.connect("127.0.0.1", port))) {
            await(talk(client));
        }
        return done();
    }

    @Async
    private Coroutine<Void> exhaust() throws IOException {
        Event refused = new Event();
        loop().setExceptionHandler((loop, context) -> {
            System.out.println(context.message() + ": " + context.error());
            if (context.message().contains("accept")) {
                refused.set();
            }
        });
        try (var server = await(TcpServer.listen("127.0.0.1", 0, ManyStreams::serve))) {
            await(warmUp(server.port()));
            List<Coroutine<TcpStream>> connects = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                connects.add(TcpStream.connect("127.0.0.1", server.port()));
            }
            String failure = "";
            for (Outcome<TcpStream> outcome : await(gatherSettled(connects))) {
                if (outcome.isSuccess()) {
                    clients.add(outcome.value());
                } else {
                    failure = outcome.error().toString();
                }
            }
            System.out.println(clients.size() + " clients, and then connecting: " + failure);
            await(refused.waitFor());
            await(closeAll());
            try (var client = await(TcpStream.connect("127.0.0.1", server.port()))) {
                await(talk(client));
                System.out.println("it goes on");
            }
        }
        return done();
    }
}
