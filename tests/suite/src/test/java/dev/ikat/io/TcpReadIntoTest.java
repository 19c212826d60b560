package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Task;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ByteStream#read(ByteBuffer)}. */
class TcpReadIntoTest extends TcpFixture {
    private static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.duplicate().flip()).toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsThereComesAtOnceIntoTheRoomThatThereIs(boolean direct) {
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(10) : ByteBuffer.allocate(10);
                buffer.put((byte) '>').limit(5);
                pair.send("abcdef");
                await(turns(100));
                assertThat(await(pair.stream().read(buffer))).isEqualTo(4);
                assertThat(buffer.position()).isEqualTo(5);
                buffer.limit(10);
                assertThat(await(pair.stream().read(buffer))).isEqualTo(2);
                assertThat(text(buffer)).isEqualTo(">abcdef");
                pair.peer().shutdownOutput();
                assertThat(await(pair.stream().read(buffer))).isEqualTo(-1);
                assertThat(await(pair.stream().read(buffer))).isEqualTo(-1);
                assertThat(buffer.position()).isEqualTo(7);
            }
            return done();
        });
    }

    @Test
    void itWaitsForTheFirstByteOnly() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer buffer = ByteBuffer.allocate(10);
                Task<Integer> read = start(pair.stream().read(buffer));
                await(turns(100));
                assertThat(read.isDone()).isFalse();
                assertThat(buffer.position()).isZero();
                pair.send("ab");
                assertThat(await(read)).isEqualTo(2);
                assertThat(text(buffer)).isEqualTo("ab");
            }
            return done();
        });
    }

    @Test
    void theEndEndsAReadThatWaits() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer buffer = ByteBuffer.allocate(10);
                Task<Integer> read = start(pair.stream().read(buffer));
                await(turns(10));
                pair.peer().shutdownOutput();
                assertThat(await(read)).isEqualTo(-1);
            }
            return done();
        });
    }

    @Test
    void anErrorSaysWhatWasGoingOn() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                ByteBuffer buffer = ByteBuffer.allocate(10);
                Task<Throwable> failed = start(errorOf(() -> stream.read(buffer)));
                await(turns(10));
                pair.reset();
                assertThat(await(failed))
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("while reading into a buffer from " + stream.remoteAddress());
                assertThat(await(errorOf(() -> stream.read(buffer)))).isInstanceOf(SocketException.class);
                assertThat(buffer.position()).isZero();
            }
            return done();
        });
    }

    @Test
    void closingEndsAReadThatWaits() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Throwable> failed = start(errorOf(() -> pair.stream().read(ByteBuffer.allocate(10))));
                await(turns(10));
                await(pair.stream().closeAsync());
                assertThat(await(failed))
                        .isInstanceOf(ClosedChannelException.class)
                        .hasMessageContaining("while a task was reading into a buffer");
            }
            return done();
        });
    }

    @Test
    void cancelledBeforeBytesCameItTakesNothing() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer buffer = ByteBuffer.allocate(10);
                Task<Integer> read = start(pair.stream().read(buffer));
                await(turns(10));
                read.cancel();
                await(until(read::isDone));
                assertThat(read.isCancelled()).isTrue();
                pair.send("line\n");
                assertThat(await(pair.stream().readLine())).isEqualTo("line");
                assertThat(buffer.position()).isZero();
            }
            return done();
        });
    }

    @Test
    void cancelledAfterBytesCameItGivesThemBack() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                ByteBuffer buffer = ByteBuffer.allocate(4);
                Task<Integer> read = start(stream.read(buffer));
                await(turns(10));
                pair.send("line\nnext\n");
                await(until(() -> stream.inbound.takenSoFar() > 0));
                read.cancel();
                assertThat(read.isDone()).as("it has not seen them yet").isFalse();
                await(until(read::isDone));
                assertThat(read.isCancelled()).isTrue();
                assertThat(buffer.position()).isZero();
                assertThat(await(stream.readLine())).isEqualTo("line");
                assertThat(await(stream.readLine())).isEqualTo("next");
            }
            return done();
        });
    }

    @Test
    void theEndThatACancelledTaskNeverSawIsSeenByTheNext() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Task<Integer> read = start(pair.stream().read(ByteBuffer.allocate(4)));
                await(turns(10));
                pair.peer().shutdownOutput();
                await(until(() -> pair.stream().wire.wanted() == 0));
                read.cancel();
                await(until(read::isDone));
                assertThat(read.isCancelled()).isTrue();
                assertThat(await(pair.stream().read(ByteBuffer.allocate(4)))).isEqualTo(-1);
            }
            return done();
        });
    }

    @Test
    void itMixesWithOtherReads() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                ByteBuffer buffer = ByteBuffer.allocate(100);
                pair.send("first\nsecond");
                assertThat(await(stream.readLine())).isEqualTo("first");
                assertThat(await(stream.read(buffer))).as("what is buffered").isEqualTo(6);
                Task<String> line = start(stream.readLine());
                await(yieldNow());
                assertThat(await(errorOf(() -> stream.read(buffer))))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("another task is already reading a line");
                pair.send("third\nfour");
                assertThat(await(line)).isEqualTo("third");
                buffer.limit(8);
                assertThat(await(stream.read(buffer))).isEqualTo(2);
                Task<Integer> waiting;
                buffer.limit(100);
                assertThat(await(stream.read(buffer))).isEqualTo(2);
                waiting = start(stream.read(buffer));
                await(yieldNow());
                assertThat(await(errorOf(stream::readLine)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("another task is already reading into a buffer");
                pair.send("!");
                assertThat(await(waiting)).isEqualTo(1);
                assertThat(text(buffer)).isEqualTo("secondfour!");
            }
            return done();
        });
    }

    @Test
    void aReaderWhoseSocketIsNeverEmptyGivesWay() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                ByteBuffer buffer = ByteBuffer.allocate(1);
                int turns = await(turnsOfAnother(() -> {
                    for (int i = 0; i < 1700; i++) {
                        pair.send("x");
                        assertThat(await(pair.stream().read(buffer.clear()))).isEqualTo(1);
                    }
                    return done();
                }));
                assertThat(turns).isBetween(100, 1700);
            }
            return done();
        });
    }

    @Test
    void aBufferThatCannotTakeAnythingIsRefusedAtTheCall() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                assertThatThrownBy(() -> pair.stream().read(ByteBuffer.allocate(0)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("no room");
                assertThatThrownBy(
                                () -> pair.stream().read(ByteBuffer.allocate(9).asReadOnlyBuffer()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("read-only");
            }
            return done();
        });
    }
}
