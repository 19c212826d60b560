package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** As {@link TcpFixture}; no descriptor of a pipe and no child is left either, and no zombie. */
abstract class ProcessFixture extends TcpFixture {
    final <T> T withProcesses(AsyncCallable<T> body) {
        return inLoop(() -> swept(body));
    }

    @Async
    private static <T> Coroutine<T> swept(AsyncCallable<T> body) throws Exception {
        List<Long> childrenBefore = Descriptors.children();
        int pipesBefore = Descriptors.pipes().size();
        T result = await(body.call());
        await(until(() -> Descriptors.pipes().size() <= pipesBefore));
        await(until(() -> childrenBefore.containsAll(Descriptors.children())));
        return done(result);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A line of the process's output; it must not have ended. */
    @Async
    static Coroutine<String> line(Subprocess process) throws IOException {
        String line = await(process.stdout().readLine());
        assertThat(line).as("a line of %s", process).isNotNull();
        return done(line);
    }
}
