package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.timeout;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Ikat;
import dev.ikat.TaskGroup;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import java.io.IOException;

/**
 * A gateway in front of a model: it answers at once when the model is away, passes the question on, and streams the answer
 * as it is made. A caller that hangs up ends the model's work; a slow one slows it down.
 */
final class Gateway {
    private final int modelPort;

    Gateway(int modelPort) {
        this.modelPort = modelPort;
    }

    @Async
    Coroutine<Void> serve(TcpStream caller) throws IOException {
        try (var model = await(timeout(ofSeconds(1), TcpStream.connect("localhost", modelPort)));
                var group = TaskGroup.open()) {
            group.start(questions(caller, model));
            long bytes = await(model.transferTo(caller));
            System.out.println("passed on " + bytes + " bytes");
        } catch (DeadlineExceededException | IOException away) {
            await(apologise(caller));
        }
        return done();
    }

    /** What a caller sends and nobody reads would make the system take the answer back as the connection is closed. */
    @Async
    private static Coroutine<Void> apologise(TcpStream caller) throws IOException {
        await(caller.write("the model is away\n"));
        await(caller.shutdownOutput());
        try {
            await(timeout(ofSeconds(1), caller.readAll()));
        } catch (DeadlineExceededException waitsOn) {
            // it has had the time to read
        }
        return done();
    }

    @Async
    private static Coroutine<Void> questions(TcpStream caller, TcpStream model) throws IOException {
        await(caller.transferTo(model));
        await(model.shutdownOutput());
        return done();
    }

    /** Says its answer a word at a time. */
    @Async
    private static Coroutine<Void> model(TcpStream gateway) throws IOException {
        String question = await(gateway.readLine());
        for (String word : ("You asked: " + question).split(" ")) {
            await(gateway.write(word + " "));
            await(sleep(ofMillis(5)));
        }
        await(gateway.write("\n"));
        return done();
    }

    @Async
    private static Coroutine<String> ask(int port, String question) throws IOException {
        StringBuilder answer = new StringBuilder();
        try (var stream = await(TcpStream.connect("localhost", port))) {
            await(stream.write(question + "\n"));
            for (byte[] piece : each(stream.chunks())) {
                answer.append(new String(piece, UTF_8));
            }
        }
        return done(answer.toString().strip());
    }

    @Async
    static Coroutine<Void> demonstrate() throws IOException {
        int modelPort;
        try (var model = await(TcpServer.listen("localhost", 0, Gateway::model));
                var gateway = await(TcpServer.listen("localhost", 0, new Gateway(model.port())::serve))) {
            modelPort = model.port();
            System.out.println(await(ask(gateway.port(), "why is the sky blue?")));
        }
        try (var gateway = await(TcpServer.listen("localhost", 0, new Gateway(modelPort)::serve))) {
            System.out.println(await(ask(gateway.port(), "are you there?")));
        }
        return done();
    }

    public static void main(String[] args) throws IOException {
        Ikat.run(demonstrate());
    }
}
