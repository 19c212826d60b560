package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.CancelledError;
import dev.ikat.Task;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpReadTest extends TcpFixture {
    private static final int LINE_LIMIT = 64 * 1024;

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void linesEndWithAnyOfTheTwoEnds() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.send("one\ntwo\r\n\n\r\nwith\rinside\nlast");
                pair.peer().shutdownOutput();
                for (String expected : new String[] {"one", "two", "", "", "with\rinside", "last", null, null}) {
                    String line = await(pair.stream().readLine());
                    assertThat(line).isEqualTo(expected);
                }
            }
            return done();
        });
    }

    @Test
    void aLineMayComeInPieces() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<String> line = start(pair.stream().readLine());
                byte[] bytes = "größe\r\n".getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < bytes.length; i++) {
                    assertThat(line.isDone()).isFalse();
                    pair.peer().getOutputStream().write(bytes[i]);
                    if (i < bytes.length - 1) {
                        await(pair.buffered(i + 1));
                    }
                }
                assertThat(await(line)).isEqualTo("größe");
            }
            return done();
        });
    }

    @Test
    void aCarriageReturnAtTheVeryEndBelongsToTheLine() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.send("odd\r");
                pair.peer().shutdownOutput();
                assertThat(await(pair.stream().readLine())).isEqualTo("odd\r");
                String end = await(pair.stream().readLine());
                assertThat(end).isNull();
            }
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", ""})
    void aLineMayBeAsLongAsTheLimit(String end) {
        String content = "x".repeat(LINE_LIMIT);
        inLoop(() -> {
            try (var pair = await(pair())) {
                var sent = pair.sendAll((content + end).getBytes(StandardCharsets.UTF_8));
                assertThat(await(pair.stream().readLine())).isEqualTo(content);
                await(sent);
            }
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x\n", "x\r\n", "\r\r\n"})
    void aLongerLineIsRefusedAndStays(String rest) {
        String content = "x".repeat(LINE_LIMIT) + rest;
        inLoop(() -> {
            try (var pair = await(pair())) {
                var sent = pair.sendAll(content.getBytes(StandardCharsets.UTF_8));
                var stream = pair.stream();
                for (int i = 0; i < 2; i++) {
                    assertThat(await(errorOf(stream::readLine)))
                            .isInstanceOf(LineTooLongException.class)
                            .hasMessageContaining("limit of 65536 bytes")
                            .hasMessageContaining(stream.remoteAddress().toString());
                }
                assertThat(text(await(stream.readAll()))).isEqualTo(content);
                await(sent);
            }
            return done();
        });
    }

    @Test
    void readTakesWhatIsThere() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.send("abcdef");
                assertThat(text(await(pair.stream().read(4)))).isEqualTo("abcd");
                assertThat(text(await(pair.stream().read(4)))).isEqualTo("ef");
                pair.peer().shutdownOutput();
                assertThat(await(pair.stream().read(4))).isEmpty();
                assertThat(await(pair.stream().read(4))).isEmpty();
            }
            return done();
        });
    }

    @Test
    void readExactlyWaitsForAll() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<byte[]> four = start(pair.stream().readExactly(4));
                pair.send("ab");
                await(pair.buffered(2));
                pair.send("cdef");
                assertThat(text(await(four))).isEqualTo("abcd");
                assertThat(await(pair.stream().readExactly(0))).isEmpty();
                assertThat(text(await(pair.stream().readExactly(2)))).isEqualTo("ef");
            }
            return done();
        });
    }

    @Test
    void readExactlyTellsWhatCameBeforeAnEarlyEnd() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.send("abc");
                pair.peer().shutdownOutput();
                var stream = pair.stream();
                Throwable error = await(errorOf(() -> stream.readExactly(10)));
                assertThat(error)
                        .isInstanceOf(IncompleteReadException.class)
                        .hasMessageContaining("after 3 of the 10 bytes")
                        .hasMessageContaining(stream.remoteAddress().toString());
                IncompleteReadException incomplete = (IncompleteReadException) error;
                assertThat(text(incomplete.partial())).isEqualTo("abc");
                assertThat(incomplete.expected()).isEqualTo(10);
                assertThat(await(stream.read(1))).isEmpty();
                assertThat(await(stream.readExactly(0))).isEmpty();
            }
            return done();
        });
    }

    @Test
    void aPieceMayBeLargerThanTheBufferThatIsFilledUnasked() {
        byte[] all = randomBytes(3_000_000, 1);
        inLoop(() -> {
            try (var pair = await(pair())) {
                var sent = pair.sendAll(all);
                assertThat(await(pair.stream().readExactly(1_000_000))).isEqualTo(Arrays.copyOf(all, 1_000_000));
                assertThat(await(pair.stream().readAll())).isEqualTo(Arrays.copyOfRange(all, 1_000_000, all.length));
                assertThat(await(pair.stream().readAll())).isEmpty();
                await(sent);
            }
            return done();
        });
    }

    @Test
    void whatNobodyReadsIsLeftWithThePeer() {
        byte[] all = randomBytes(16 * 1024 * 1024, 2);
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<byte[]> first = start(pair.stream().readExactly(1));
                await(yieldNow());
                var sent = pair.sendAll(all);
                await(first);
                await(until(() -> pair.stream().inbound.bufferedBytes() > 2 * LINE_LIMIT));
                await(turns(1000));
                assertThat(pair.stream().inbound.bufferedBytes()).isLessThanOrEqualTo(3 * LINE_LIMIT);
                assertThat(sent).isNotDone();
                assertThat(await(pair.stream().readAll())).isEqualTo(Arrays.copyOfRange(all, 1, all.length));
                await(sent);
            }
            return done();
        });
    }

    /** Has always more than there is room for. */
    private static final class EndlessWire extends FakeWire {
        @Override
        void interest(int ops) {
            super.interest(ops);
            if (ops != 0) {
                loop.callSoon(() -> tell(wanted()));
            }
        }

        @Override
        int read(ByteBuffer target) {
            return write(target);
        }
    }

    @Test
    void aReaderWhoseSocketIsNeverEmptyGivesWay() {
        inLoop(() -> {
            ByteStream stream = new ByteStream(new EndlessWire(), "an endless peer") {};
            int turns = await(turnsOfAnother(() -> {
                for (int i = 0; i < 1700; i++) {
                    assertThat(await(stream.read(64 * 1024))).hasSize(64 * 1024);
                }
                return done();
            }));
            assertThat(turns).isBetween(100, 1700);
            stream.abort();
            return done();
        });
    }

    @Test
    void aWireThatHadLessThanThereIsRoomForIsNotAskedAgainBeforeItTells() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                pair.send("first");
                assertThat(await(pair.stream().read(100))).hasSize(5);
                pair.send("second");
                Task<byte[]> next = start(pair.stream().read(100));
                await(yieldNow());
                assertThat(next.isDone()).isFalse();
                assertThat(new String(await(next), StandardCharsets.UTF_8)).isEqualTo("second");
            }
            return done();
        });
    }

    @Test
    void aResetInTheMiddleSaysWhatWasReadFromWhomAndHowFar() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> failed = start(errorOf(() -> stream.readExactly(10)));
                pair.send("abc");
                await(pair.buffered(3));
                pair.reset();
                assertThat(await(failed))
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("Connection reset while reading 10 bytes from " + stream.remoteAddress())
                        .hasMessageContaining("3 bytes had arrived")
                        .hasCauseInstanceOf(IOException.class);
                assertThat(text(await(stream.read(10)))).isEqualTo("abc");
                assertThat(await(errorOf(() -> stream.read(10)))).isInstanceOf(SocketException.class);
                assertThat(await(errorOf(stream::readLine))).hasMessageContaining("while reading a line");
                assertThat(await(errorOf(stream::readAll))).hasMessageContaining("while reading all to the end");
            }
            return done();
        });
    }

    @Test
    void aSecondReaderIsRefused() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<String> line = start(pair.stream().readLine());
                await(yieldNow());
                assertThat(await(errorOf(() -> pair.stream().read(1))))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("another task is already reading a line");
                pair.send("first\n");
                assertThat(await(line)).isEqualTo("first");
            }
            return done();
        });
    }

    @Test
    void closingEndsTheReadThatWaits() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Throwable> failed = start(errorOf(pair.stream()::readLine));
                await(yieldNow());
                await(pair.stream().closeAsync());
                assertThat(await(failed))
                        .isInstanceOf(ClosedChannelException.class)
                        .hasMessageContaining("was closed while a task was reading a line");
            }
            return done();
        });
    }

    @Test
    void abortingEndsTheReadThatWaits() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Throwable> failed = start(errorOf(pair.stream()::readAll));
                await(yieldNow());
                pair.stream().abort();
                assertThat(await(failed)).isInstanceOf(ClosedChannelException.class);
                assertThat(pair.peer().getInputStream().readNBytes(0)).isEmpty();
            }
            return done();
        });
    }

    @Test
    void aReadThatIsCancelledWhileItWaitsTakesNothing() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<byte[]> cancelled = start(pair.stream().readExactly(10));
                pair.send("abc");
                await(pair.buffered(3));
                cancelled.cancel();
                await(until(cancelled::isDone));
                pair.send("def\n");
                assertThat(await(pair.stream().readLine())).isEqualTo("abcdef");
            }
            return done();
        });
    }

    @Test
    void aReadThatIsCancelledAfterItsBytesCameGivesThemBack() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<String> line = start(pair.stream().readLine());
                await(yieldNow());
                pair.send("first\nsecond\n");
                await(until(() -> pair.stream().inbound.takenSoFar() > 0));
                line.cancel();
                assertThat(line.isDone()).as("the line was not seen yet").isFalse();
                await(until(line::isDone));
                assertThat(line.isCancelled()).isTrue();
                assertThat(await(pair.stream().readLine())).isEqualTo("first");
                assertThat(await(pair.stream().readLine())).isEqualTo("second");
            }
            return done();
        });
    }

    @Test
    void whatIsGivenBackGoesToTheReadThatWaitsByThen() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<String> line = start(pair.stream().readLine());
                await(yieldNow());
                pair.send("first\n");
                await(until(() -> pair.stream().inbound.takenSoFar() > 0));
                line.cancel();
                assertThat(await(pair.stream().readLine())).isEqualTo("first");
                assertThat(line.isCancelled()).isTrue();
            }
            return done();
        });
    }

    @Test
    void bytesThatCannotGoBackInOrderFailTheStreamRatherThanComeLate() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<String> line = start(pair.stream().readLine());
                await(yieldNow());
                pair.send("first\nsecond\n");
                await(until(() -> pair.stream().inbound.takenSoFar() > 0));
                assertThat(await(pair.stream().readLine()))
                        .as("of a task that has no business here")
                        .isEqualTo("second");
                line.cancel();
                await(until(line::isDone));
                assertThat(line.isCancelled()).isTrue();
                assertThat(await(errorOf(pair.stream()::readLine)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("another task has read on meanwhile");
            }
            return done();
        });
    }

    @Test
    void cancellingWhatWasBegunLosesNothing() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                for (char c = 'a'; c < 'k'; c++) {
                    Task<String> line = start(pair.stream().readLine());
                    await(yieldNow());
                    pair.send(String.valueOf(c));
                    line.cancel();
                    try {
                        await(line);
                    } catch (CancelledError expected) {
                        assertThat(expected.source()).isSameAs(line);
                    }
                }
                pair.send("\n");
                assertThat(await(pair.stream().readLine())).isEqualTo("abcdefghij");
            }
            return done();
        });
    }

    @Test
    void nothingIsReadBeforeTheAwait() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var dropped = pair.stream().readLine();
                pair.send("line\n");
                assertThat(await(pair.stream().readLine())).isEqualTo("line");
                dropped.close();
            }
            return done();
        });
    }
}
