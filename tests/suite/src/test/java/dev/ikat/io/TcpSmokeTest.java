package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TcpSmokeTest {
    @Test
    void echo() {
        assertThat(run(main())).isEqualTo("hello");
    }

    @Async
    static Coroutine<String> main() {
        try (var server = await(TcpServer.listen("localhost", 0, TcpSmokeTest::serve));
                var stream = await(TcpStream.connect("localhost", server.port()))) {
            await(stream.write("hello\n"));
            return done(await(stream.readLine()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Async
    static Coroutine<Void> serve(TcpStream stream) throws IOException {
        for (String line; (line = await(stream.readLine())) != null; ) {
            await(stream.write(line + "\n"));
        }
        return done();
    }
}
