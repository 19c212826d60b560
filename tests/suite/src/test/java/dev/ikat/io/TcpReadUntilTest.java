package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Task;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpReadUntilTest extends TcpFixture {
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aSeparatorMayBeCutAnywhere() {
        String head = "GET /\r\nHost: x\r\n\r\r\n\r\n";
        inLoop(() -> {
            for (int cut = 1; cut < head.length(); cut++) {
                try (var pair = await(pair())) {
                    Task<byte[]> read = start(pair.stream().readUntil(BLANK_LINE));
                    pair.send(head.substring(0, cut));
                    await(pair.buffered(cut));
                    assertThat(read.isDone()).isFalse();
                    pair.send(head.substring(cut) + "body");
                    assertThat(text(await(read))).isEqualTo(head);
                    assertThat(text(await(pair.stream().readExactly(4)))).isEqualTo("body");
                }
            }
            return done();
        });
    }

    @Test
    void ofSeveralSeparatorsTheOneThatEndsFirstCounts() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                List<byte[]> separators = List.of(bytes("END"), bytes("\n"), bytes("ND!"));
                Task<byte[]> read = start(pair.stream().readUntil(separators, 100));
                pair.send("one E");
                await(pair.buffered(5));
                pair.send("ND! two\nthree");
                assertThat(text(await(read))).isEqualTo("one END");
                assertThat(text(await(pair.stream().readUntil(separators, 100))))
                        .isEqualTo("! two\n");
                pair.peer().shutdownOutput();
                assertThat(await(errorOf(() -> pair.stream().readUntil(separators, 100))))
                        .hasMessageContaining("up to the separator \"END\" or \"\\x0a\" or \"ND!\" did, after 5 bytes");
            }
            return done();
        });
    }

    @Test
    void aSeparatorMayOverlapItself() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<byte[]> read = start(pair.stream().readUntil(bytes("aab")));
                for (int i = 0; i < 5; i++) {
                    pair.send("a");
                    await(pair.buffered(i + 1));
                }
                pair.send("baab");
                assertThat(text(await(read))).isEqualTo("aaaaab");
                assertThat(text(await(pair.stream().readUntil(bytes("aab"))))).isEqualTo("aab");
            }
            return done();
        });
    }

    @Test
    void theSeparatorMayChangeBetweenTwoReads() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<byte[]> cancelled = start(pair.stream().readUntil(bytes("??")));
                pair.send("one;two;;three?");
                await(pair.buffered(15));
                cancelled.cancel();
                await(until(cancelled::isDone));
                assertThat(text(await(pair.stream().readUntil(bytes(";;"))))).isEqualTo("one;two;;");
                assertThat(text(await(pair.stream().readUntil(bytes("?"))))).isEqualTo("three?");
            }
            return done();
        });
    }

    @ParameterizedTest
    @CsvSource({"9, true", "8, false", "100, true"})
    void theLimitCountsTheSeparator(int limit, boolean enough) {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                pair.send("content--rest");
                if (enough) {
                    assertThat(text(await(stream.readUntil(bytes("--"), limit))))
                            .isEqualTo("content--");
                } else {
                    assertThat(await(errorOf(() -> stream.readUntil(bytes("--"), limit))))
                            .isInstanceOf(LimitOverrunException.class)
                            .hasMessageContaining("8")
                            .hasMessageContaining("\"--\"")
                            .hasMessageContaining(stream.remoteAddress().toString());
                    assertThat(text(await(stream.read(9)))).as("it is left").isEqualTo("content--");
                }
                assertThat(text(await(stream.read(9)))).isEqualTo("rest");
            }
            return done();
        });
    }

    @Test
    void anOverrunIsSeenWithoutTheSeparator() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> failed = start(errorOf(() -> stream.readUntil(bytes("--"), 10)));
                pair.send("0123456789");
                await(pair.buffered(10));
                assertThat(failed.isDone())
                        .as("the separator would be too late, but this is not known")
                        .isFalse();
                pair.send("x");
                assertThat(await(failed)).isInstanceOf(LimitOverrunException.class);
                assertThat(text(await(stream.readExactly(11)))).isEqualTo("0123456789x");
            }
            return done();
        });
    }

    @Test
    void anEarlyEndBringsWhatCame() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> failed = start(errorOf(() -> stream.readUntil(BLANK_LINE)));
                pair.send("half\r\n");
                pair.peer().shutdownOutput();
                Throwable error = await(failed);
                assertThat(error)
                        .isInstanceOf(IncompleteReadException.class)
                        .hasMessageContaining("\"\\x0d\\x0a\\x0d\\x0a\"");
                assertThat(text(((IncompleteReadException) error).partial())).isEqualTo("half\r\n");
                assertThat(((IncompleteReadException) error).expected()).isEqualTo(-1);
                assertThat(await(stream.readAll())).isEmpty();
            }
            return done();
        });
    }

    @Test
    void anEarlyEndThatACancelledTaskNeverSawLeavesTheBytes() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                Task<byte[]> read = start(stream.readExactly(10));
                pair.send("half");
                await(pair.buffered(4));
                pair.peer().shutdownOutput();
                await(until(() -> stream.inbound.takenSoFar() > 0));
                read.cancel();
                await(until(read::isDone));
                assertThat(read.isCancelled()).isTrue();
                assertThat(text(await(stream.readAll()))).isEqualTo("half");
            }
            return done();
        });
    }

    @Test
    void aResetKeepsWhatCame() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> failed = start(errorOf(() -> stream.readUntil(BLANK_LINE)));
                pair.send("half");
                await(pair.buffered(4));
                pair.reset();
                assertThat(await(failed)).isInstanceOf(SocketException.class).hasMessageContaining("4 bytes");
                assertThat(text(await(stream.read(10)))).isEqualTo("half");
            }
            return done();
        });
    }

    @Test
    void whatMakesNoSenseIsRefusedAtTheCall() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                assertThatThrownBy(() -> pair.stream().readUntil(new byte[0]))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("separator is empty");
                assertThatThrownBy(() -> pair.stream().readUntil(BLANK_LINE, 0))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("limit");
            }
            return done();
        });
    }
}
