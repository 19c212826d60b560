package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.TaskGroup;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import dev.ikat.sync.Barrier;
import java.io.IOException;

/** Thousands of connections at once, both ends of each in this process and all of them on one thread. */
final class ManyClients {
    private ManyClients() {}

    /** Connects, waits until all have, and says its number. */
    @Async
    private static Coroutine<Void> client(int number, int port, Barrier allConnected) throws IOException {
        try (var stream = await(TcpStream.connect("localhost", port))) {
            await(allConnected.arrive());
            await(stream.write("client " + number + "\n"));
            if (!await(stream.readLine()).equals("client " + number)) {
                throw new IOException("another client's answer");
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> connect(int count) throws IOException {
        Barrier allConnected = new Barrier(count);
        try (var server = await(TcpServer.listen("localhost", 0, Echo::serve));
                var clients = TaskGroup.open()) {
            for (int i = 0; i < count; i++) {
                clients.start(client(i, server.port(), allConnected));
            }
            await(clients.join());
        }
        System.out.println(count + " clients, all connected at once, each got its own answer");
        return done();
    }

    public static void main(String[] args) throws IOException {
        Ikat.run(connect(args.length == 0 ? 1_000 : Integer.parseInt(args[0])));
    }
}
