package dev.ikat.io;

import static dev.ikat.Ikat.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Runner;
import dev.ikat.loop.ErrorContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferPoolTest {
    private final BufferPool pool = BufferPool.current();
    private final int before = pool.lent();

    @ParameterizedTest
    @CsvSource({"0, 4096", "1, 4096", "4096, 4096", "4097, 8192", "65536, 65536", "1048576, 1048576", "1048577, 1048577"
    })
    void aBufferHasRoomAndIsEmpty(int asked, int capacity) {
        try (PooledBuffer buffer = pool.take(asked)) {
            assertThat(buffer.bytes().capacity()).isEqualTo(capacity);
            assertThat(buffer.bytes().remaining()).isEqualTo(capacity);
            assertThat(buffer.bytes().isDirect()).isTrue();
        }
    }

    @Test
    void aBufferThatCameBackIsLentAgain() {
        PooledBuffer first = pool.take(10_000);
        ByteBuffer bytes = first.bytes().position(17).limit(99);
        first.close();
        try (PooledBuffer second = pool.take(16_384)) {
            assertThat(second.bytes()).isSameAs(bytes);
            assertThat(second.bytes().remaining()).isEqualTo(16_384);
            first.close();
            try (PooledBuffer third = pool.take(16_384)) {
                assertThat(third.bytes()).as("closing twice gives it back once").isNotSameAs(bytes);
            }
        }
        assertThat(pool.lent()).isEqualTo(before);
    }

    @Test
    void aBufferThatWentBackIsNotToBeUsed() {
        PooledBuffer buffer = pool.take(1);
        buffer.close();
        assertThatThrownBy(buffer::bytes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("went back to its pool");
    }

    @Test
    void noMoreThanFourMebibytesOfASizeAreKept() {
        List<PooledBuffer> five = new ArrayList<>();
        List<ByteBuffer> bytes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            five.add(pool.take(1024 * 1024));
            bytes.add(five.get(i).bytes());
        }
        five.forEach(PooledBuffer::close);
        five.replaceAll(closed -> pool.take(1024 * 1024));
        assertThat(five.stream().filter(each -> bytes.stream().anyMatch(old -> old == each.bytes())))
                .hasSize(4);
        five.forEach(PooledBuffer::close);
    }

    @Test
    void anotherThreadIsTurnedAway() {
        try (PooledBuffer buffer = pool.take(1)) {
            for (Runnable use : List.<Runnable>of(() -> pool.take(1), buffer::close)) {
                assertThatThrownBy(() -> CompletableFuture.runAsync(use).join())
                        .hasCauseInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("each thread has its own");
            }
        }
        assertThat(pool.lent()).isEqualTo(before);
        assertThatThrownBy(() -> pool.take(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLostBufferIsReportedInDebugMode() {
        List<ErrorContext> errors = new ArrayList<>();
        try (Runner runner =
                Runner.builder().debug(true).slowCallback(Duration.ofHours(1)).build()) {
            runner.loop().setExceptionHandler((loop, context) -> errors.add(context));
            runner.run(losing(errors));
        }
        assertThat(errors.get(0).message()).contains("a pooled buffer of 77 bytes was lost: close it");
        assertThat(errors.get(0).error().getStackTrace())
                .anyMatch(line -> line.getMethodName().equals("lose"));
    }

    @Async
    private static Coroutine<Void> losing(List<ErrorContext> errors) {
        lose();
        while (errors.isEmpty()) {
            System.gc();
            BufferPool.current().take(1).close();
        }
        return done();
    }

    private static void lose() {
        BufferPool.current().take(77).bytes().put((byte) 1);
    }
}
