package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest extends TcpFixture {
    private static final int MIB = 1024 * 1024;

    /** Says what happens to it. */
    private static class Log implements Protocol {
        final List<String> events = new ArrayList<>();

        @Nullable
        Transport transport;

        @Nullable
        Throwable error;

        @Override
        public void connected(Transport transport) throws Exception {
            this.transport = transport;
            events.add("connected");
        }

        @Override
        public void received(ByteBuffer data) throws Exception {
            events.add("received " + text(data));
        }

        @Override
        public boolean inputEnded() {
            events.add("input ended");
            return false;
        }

        @Override
        public void pauseWriting() {
            events.add("pause");
        }

        @Override
        public void resumeWriting() {
            events.add("resume");
        }

        @Override
        public void closed(@Nullable Throwable error) {
            events.add("closed");
            this.error = error;
        }

        /** Takes the data out of the buffer. */
        static String text(ByteBuffer data) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Answers each line with its length; a line that has not ended is left in the buffer. */
    private static final class Lines extends Log {
        int most;

        @Override
        public void received(ByteBuffer data) throws Exception {
            most = Math.max(most, data.remaining());
            for (int i = data.position(); i < data.limit(); i++) {
                if (data.get(i) == '\n') {
                    transport.write((i - data.position() + "\n").getBytes(StandardCharsets.UTF_8));
                    data.position(i + 1);
                }
            }
        }
    }

    @Async
    private static Coroutine<Void> over(Log protocol, Pair pair) throws IOException {
        Transport transport = Transport.on(pair.stream(), protocol);
        await(transport.untilClosed());
        return done();
    }

    private static void noBufferIsLent() {
        assertThat(BufferPool.current().lent()).as("buffers lent").isZero();
    }

    @Test
    void theCallsComeInTheirOrder() {
        inLoop(() -> {
            Log log = new Log();
            try (var pair = await(pair())) {
                Task<Void> ended = start(over(log, pair));
                pair.send("hello");
                await(until(() -> log.events.size() == 2));
                pair.peer().shutdownOutput();
                await(ended);
                assertThat(log.events).containsExactly("connected", "received hello", "input ended", "closed");
                assertThat(log.error).isNull();
                assertThat(pair.peer().getInputStream().read()).isEqualTo(-1);
                noBufferIsLent();
            }
            return done();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void whatIsLeftComesAgainWithTheRest(int piece) {
        inLoop(() -> {
            Lines lines = new Lines();
            try (var pair = await(pair())) {
                Task<Void> ended = start(over(lines, pair));
                await(yieldNow());
                String all = "one\n\n" + "x".repeat(5000) + "\nlast\nnot ended";
                var replies = onThread(() -> pair.peer().getInputStream().readAllBytes());
                for (int i = 0; i < all.length(); i += piece) {
                    pair.send(all.substring(i, Math.min(all.length(), i + piece)));
                    await(yieldNow());
                }
                pair.peer().shutdownOutput();
                await(ended);
                assertThat(new String(await(replies), StandardCharsets.UTF_8)).isEqualTo("3\n0\n5000\n4\n");
                noBufferIsLent();
            }
            return done();
        });
    }

    @Test
    void whatTheStreamHadBufferedComesFirst() {
        inLoop(() -> {
            Log log = new Log();
            try (var pair = await(pair())) {
                pair.send("line\nrest");
                assertThat(await(pair.stream().readLine())).isEqualTo("line");
                assertThat(pair.stream().inbound.bufferedBytes()).isEqualTo(4);
                Transport transport = Transport.on(pair.stream(), log);
                assertThat(log.events).containsExactly("connected", "received rest");
                pair.send(" and more");
                await(until(() -> log.events.size() == 3));
                await(transport.closeAsync());
                assertThat(log.events).containsExactly("connected", "received rest", "received  and more", "closed");
            }
            return done();
        });
    }

    @Test
    void aStreamThatWasHandedOverIsOnlyGoodForClosing() {
        inLoop(() -> {
            Log log = new Log();
            try (var pair = await(pair())) {
                Transport transport = Transport.on(pair.stream(), log);
                try {
                    await(pair.stream().readLine());
                    throw new AssertionError("it could be read");
                } catch (IllegalStateException error) {
                    assertThat(error).hasMessageContaining("was handed over, to TLS or to a protocol");
                }
                assertThat(pair.stream().isClosed()).isTrue();
                await(pair.stream().closeAsync());
                assertThat(transport.isClosing()).isTrue();
                assertThat(log.events).containsExactly("connected", "closed");
            }
            return done();
        });
    }

    @Test
    void aStreamThatIsBeingReadCannotBeHandedOver() {
        inLoop(() -> {
            Log log = new Log();
            try (var pair = await(pair())) {
                Task<String> reader = start(pair.stream().readLine());
                await(yieldNow());
                try {
                    Transport.on(pair.stream(), log);
                    throw new AssertionError("it was handed over");
                } catch (IllegalStateException error) {
                    assertThat(error).hasMessageContaining("another task is already reading a line");
                }
                pair.send("still there\n");
                assertThat(await(reader)).isEqualTo("still there");
                assertThat(log.events).isEmpty();
            }
            return done();
        });
    }

    @Test
    void aSlowPeerPausesTheWriterAndMemoryStaysBounded() {
        byte[] block = randomBytes(8 * 1024, 7);
        int blocks = 16 * MIB / block.length;
        inLoop(() -> {
            try (var pair = await(pair())) {
                var writer = new Log() {
                    int written;
                    boolean paused;
                    long mostQueued;

                    void write() {
                        while (!paused && written < blocks) {
                            written++;
                            transport.write(block);
                            mostQueued = Math.max(mostQueued, transport.queuedBytes());
                        }
                        if (written == blocks) {
                            transport.endOutput();
                        }
                    }

                    @Override
                    public void pauseWriting() {
                        paused = true;
                        super.pauseWriting();
                    }

                    @Override
                    public void resumeWriting() {
                        paused = false;
                        super.resumeWriting();
                        write();
                    }
                };
                Transport transport = Transport.on(pair.stream(), writer);
                writer.write();
                assertThat(writer.events).containsExactly("connected", "pause");
                await(turns(100));
                assertThat(writer.events).as("nobody reads").containsExactly("connected", "pause");
                var all = onThread(() -> pair.peer().getInputStream().readAllBytes());
                ByteArrayOutputStream expected = new ByteArrayOutputStream();
                for (int i = 0; i < blocks; i++) {
                    expected.write(block);
                }
                assertThat(await(all)).isEqualTo(expected.toByteArray());
                assertThat(writer.mostQueued).isLessThanOrEqualTo(WaterMarks.HIGH + block.length);
                await(transport.closeAsync());
                noBufferIsLent();
            }
            return done();
        });
    }

    /** Has these pieces to read, and says what was written in each call. */
    private static final class CountingWire extends FakeWire {
        private final List<String> input;
        final List<String> writes = new ArrayList<>();

        CountingWire(String... input) {
            this.input = new ArrayList<>(List.of(input));
        }

        @Override
        int read(ByteBuffer target) {
            byte[] next = input.isEmpty() ? new byte[0] : input.remove(0).getBytes(StandardCharsets.UTF_8);
            target.put(next);
            return next.length;
        }

        @Override
        int write(ByteBuffer source) {
            writes.add(Log.text(source.duplicate()));
            return super.write(source);
        }
    }

    @Test
    void whatIsWrittenWhileReceivingGoesOutInOneCall() {
        inLoop(() -> {
            CountingWire wire = new CountingWire("a\nbb\nccc\nd", "ddd\n");
            Lines lines = new Lines();
            Transport transport = Transport.on(new ByteStream(wire, "nobody") {}, lines);
            wire.tell(SelectionKey.OP_READ);
            assertThat(wire.writes).containsExactly("1\n2\n3\n");
            wire.tell(SelectionKey.OP_READ);
            assertThat(wire.writes).containsExactly("1\n2\n3\n", "4\n");
            transport.write("by itself".getBytes(StandardCharsets.UTF_8));
            assertThat(wire.writes).endsWith("by itself");
            await(transport.closeAsync());
            noBufferIsLent();
            return done();
        });
    }

    @Test
    void inputThatIsNeverConsumedBreaksTheConnectionAtTheLimit() {
        inLoop(() -> {
            Log hoarder = new Log() {
                @Override
                public void received(ByteBuffer data) {
                    events.add("received");
                }
            };
            try (var pair = await(pair())) {
                Transport transport = Transport.on(pair.stream(), hoarder);
                transport.setInputLimit(10_000);
                var sent = onThread(() -> {
                    byte[] data = new byte[1000];
                    for (int i = 0; i < 1000; i++) {
                        pair.peer().getOutputStream().write(data);
                    }
                    return null;
                });
                await(transport.untilClosed());
                assertThat(hoarder.error)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("unconsumed, which is its limit");
                await(until(sent::isDone));
                noBufferIsLent();
            }
            return done();
        });
    }

    @Test
    void aProtocolThatFailsIsReportedAndAborted() {
        inLoop(() -> {
            Log broken = new Log() {
                @Override
                public void received(ByteBuffer data) throws Exception {
                    throw new IOException("no such command");
                }
            };
            try (var pair = await(pair())) {
                Transport transport = Transport.on(pair.stream(), broken);
                pair.send("boo");
                await(transport.untilClosed());
                assertThat(broken.error).hasMessage("no such command");
                assertThat(errors).hasSize(1);
                assertThat(errors.remove(0).message()).contains("a protocol failed; its connection is aborted");
                noBufferIsLent();
            }
            return done();
        });
    }

    @Test
    void aResetIsToldToTheProtocol() {
        inLoop(() -> {
            Log log = new Log();
            try (var pair = await(pair())) {
                Transport transport = Transport.on(pair.stream(), log);
                pair.reset();
                await(transport.untilClosed());
                assertThat(log.events).containsExactly("connected", "closed");
                assertThat(log.error)
                        .isInstanceOf(java.net.SocketException.class)
                        .hasMessageContaining("TCP stream");
                transport.write(new byte[10]);
                assertThat(log.events).as("a write after that is dropped").hasSize(2);
            }
            return done();
        });
    }

    @Test
    void theOutputCanOutliveTheInput() {
        inLoop(() -> {
            Log late = new Log() {
                @Override
                public boolean inputEnded() {
                    events.add("input ended");
                    return true;
                }
            };
            try (var pair = await(pair())) {
                Transport transport = Transport.on(pair.stream(), late);
                pair.peer().shutdownOutput();
                await(until(() -> late.events.contains("input ended")));
                transport.write("late".getBytes(StandardCharsets.UTF_8));
                transport.close();
                assertThat(new String(pair.peer().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("late");
                await(transport.untilClosed());
                assertThat(late.events).containsExactly("connected", "input ended", "closed");
            }
            return done();
        });
    }

    @Test
    void writingAfterTheEndIsAnError() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                Transport transport = Transport.on(pair.stream(), new Log());
                transport.endOutput();
                try {
                    transport.write(new byte[1]);
                    throw new AssertionError("it was written");
                } catch (IllegalStateException error) {
                    assertThat(error).hasMessageContaining("was ended; write before that");
                }
            }
            return done();
        });
    }

    @Test
    void aPauseHoldsThePeerBack() {
        inLoop(() -> {
            Log log = new Log();
            try (var pair = await(pair())) {
                Transport transport = Transport.on(pair.stream(), log);
                transport.pauseReading();
                pair.send("later");
                await(turns(100));
                assertThat(log.events).containsExactly("connected");
                transport.resumeReading();
                await(until(() -> log.events.size() == 2));
                assertThat(log.events).containsExactly("connected", "received later");
                transport.abort();
                await(transport.untilClosed());
            }
            return done();
        });
    }

    @Test
    void aCloseThatIsCancelledDropsWhatIsQueuedAndAWaitForTheEndDoesNot() {
        inLoop(() -> {
            Log log = new Log();
            try (var pair = await(pair())) {
                Transport transport = Transport.on(pair.stream(), log);
                transport.write(new byte[16 * 1024 * 1024]);
                Task<Void> end = start(transport.untilClosed());
                Task<Void> close = start(transport.closeAsync());
                Task<Void> other = start(transport.untilClosed());
                await(turns(10));
                end.cancel();
                await(turns(10));
                assertThat(end.isCancelled()).isTrue();
                assertThat(log.events).containsExactly("connected", "pause");
                assertThat(transport.queuedBytes()).isPositive();
                close.cancel();
                await(until(close::isDone));
                assertThat(close.isCancelled()).isTrue();
                await(until(() -> log.events.contains("closed")));
                await(other);
                assertThat(transport.queuedBytes()).isZero();
            }
            return done();
        });
    }

    @Test
    void aServerOfProtocolsIsAHandlerThatWaitsForTheEnd() {
        inLoop(() -> {
            try (var server = await(TcpServer.listen("localhost", 0, stream -> {
                Transport transport = Transport.on(stream, new Lines());
                return transport.untilClosed();
            }))) {
                try (var stream = await(TcpStream.connect("localhost", server.port()))) {
                    await(stream.write("four\nfifteen chars..\n"));
                    assertThat(await(stream.readLine())).isEqualTo("4");
                    assertThat(await(stream.readLine())).isEqualTo("15");
                }
            }
            noBufferIsLent();
            return done();
        });
    }
}
