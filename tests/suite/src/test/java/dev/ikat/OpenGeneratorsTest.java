package dev.ikat;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.openGenerators;
import static dev.ikat.Ikat.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenGeneratorsTest {
    @Async
    private static AsyncGenerator<String> words() {
        emit("one");
        await(yieldNow());
        emit("two");
        return Ikat.end();
    }

    @Test
    void areThoseThatHaveBegunAndNotEnded() {
        VirtualLoop.run(() -> {
            AsyncGenerator<String> notBegun = words();
            AsyncGenerator<String> left = words();
            AsyncGenerator<String> closed = words();
            AsyncGenerator<String> ended = words();
            await(left.hasNext());
            await(closed.hasNext());
            assertThat(openGenerators()).containsExactly(closed, left);
            while (await(ended.hasNext())) {
                ended.next();
            }
            await(closed.closeAsync());
            assertThat(openGenerators()).containsExactly(left).doesNotContain(notBegun);
            await(left.closeAsync());
            return done();
        });
    }
}
