package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.CancelledError;
import dev.ikat.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TcpIterationTest extends TcpFixture {
    @Test
    void linesToTheEnd() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.send("one\ntwo\r\n\nlast");
                pair.peer().shutdownOutput();
                List<String> lines = new ArrayList<>();
                for (String line : each(pair.stream().lines())) {
                    lines.add(line);
                }
                assertThat(lines).containsExactly("one", "two", "", "last");
            }
            return done();
        });
    }

    @Test
    void aLoopThatIsLeftLeavesTheStreamAtTheNextLine() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.send("one\ntwo\nthree\n");
                for (String line : each(pair.stream().lines())) {
                    if (line.equals("two")) {
                        break;
                    }
                }
                assertThat(await(pair.stream().readLine())).isEqualTo("three");
            }
            return done();
        });
    }

    @Test
    void chunksToTheEndAreNoLargerThanAsked() {
        byte[] sent = new byte[300_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31);
        }
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Void> sending = start(() -> {
                    await(toThread(() -> {
                        pair.peer().getOutputStream().write(sent);
                        pair.peer().shutdownOutput();
                    }));
                    return done();
                });
                var received = new ByteArrayOutputStream();
                for (byte[] chunk : each(pair.stream().chunks(1000))) {
                    assertThat(chunk.length).isBetween(1, 1000);
                    received.write(chunk);
                }
                await(sending);
                assertThat(received.toByteArray()).isEqualTo(sent);
            }
            return done();
        });
    }

    @Test
    void aCancelledIterationLosesNothing() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var lines = pair.stream().lines().iterator();
                Task<Boolean> waiting = start(lines.hasNext());
                await(yieldNow());
                waiting.cancel();
                Throwable error = null;
                try {
                    await(waiting);
                } catch (CancelledError cancelled) {
                    error = cancelled;
                }
                assertThat(error).isNotNull();
                pair.send("kept\n");
                pair.peer().shutdownOutput();
                assertThat(await(lines.hasNext())).isTrue();
                assertThat(await(lines.hasNext())).isTrue();
                assertThat(lines.next()).isEqualTo("kept");
                assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
                assertThat(await(lines.hasNext())).isFalse();
            }
            return done();
        });
    }

    @Test
    void aBrokenConnectionSurfacesInTheLoop() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.peer().setSoLinger(true, 0);
                pair.peer().close();
                IOException error = null;
                try {
                    for (byte[] chunk : each(pair.stream().chunks())) {
                        assertThat(chunk).isEmpty();
                    }
                } catch (IOException broken) {
                    error = broken;
                }
                assertThat(error).hasMessageContaining("reset");
            }
            return done();
        });
    }

    @Test
    void aChunkHasAByteAtLeast() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                assertThatThrownBy(() -> pair.stream().chunks(0))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("chunks(0)");
            }
            return done();
        });
    }
}
