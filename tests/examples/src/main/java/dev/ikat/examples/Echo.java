package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import java.io.IOException;
import java.util.List;

/** A server that sends each line back, and two clients at once, over TCP; all of it on one thread. */
final class Echo {
    private Echo() {}

    @Async
    static Coroutine<Void> serve(TcpStream client) throws IOException {
        for (String line = await(client.readLine()); line != null; line = await(client.readLine())) {
            await(client.write(line + "\n"));
        }
        return done();
    }

    @Async
    static Coroutine<String> say(String line, int port) throws IOException {
        try (var stream = await(TcpStream.connect("localhost", port))) {
            await(stream.write(line + "\n"));
            return done(await(stream.readLine()));
        }
    }

    @Async
    static Coroutine<List<String>> talk() throws IOException {
        try (var server = await(TcpServer.listen("localhost", 0, Echo::serve))) {
            return done(await(gather(say("Hello", server.port()), say("world", server.port()))));
        }
    }

    public static void main(String[] args) throws IOException {
        System.out.println(Ikat.run(talk()));
    }
}
