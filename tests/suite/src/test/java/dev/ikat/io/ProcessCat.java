package dev.ikat.io;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.io.IOException;

/** A program for a JVM of its own: its standard output gets its standard input, and a last line. */
final class ProcessCat {
    private ProcessCat() {}

    @Async
    private static Coroutine<Void> cat() throws IOException {
        try (var input = Pipes.reader(System.in);
                var output = Pipes.writer(System.out)) {
            long count = await(input.transferTo(output));
            await(output.write("\n" + count + " bytes"));
        }
        return done();
    }

    public static void main(String[] args) throws IOException {
        run(cat());
    }
}
