package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.Weaving;
import dev.ikat.loop.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the network, the system and other threads can do to streams. */
class TcpFaultsTest extends TcpFixture {
    private static final int MOST_CONNECTIONS = Integer.getInteger("ikat.connections", 10_000);

    /** What the JVM itself needs, and some to spare. */
    private static final int OTHER_DESCRIPTORS = 200;

    /** A process of its own with as many descriptors as it may have, or fewer. */
    private static String runChild(String limit, Object argument) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "ulimit -n " + limit + " && exec \"$@\"",
                "bash",
                System.getProperty("java.home") + "/bin/java",
                "-ea",
                "-Xmx512m"));
        command.addAll(Weaving.options());
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), ManyStreams.class.getName(), argument.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = onThread(() -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .get(100, TimeUnit.SECONDS);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static int descriptors() throws Exception {
        Process bash = new ProcessBuilder("bash", "-c", "ulimit -Hn").start();
        String limit = new String(bash.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return limit.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(limit);
    }

    /** Client and server in one process need two descriptors a connection. */
    @Test
    void thousandsOfConnectionsAtOnce() throws Exception {
        int most = Math.min(MOST_CONNECTIONS, (descriptors() - OTHER_DESCRIPTORS) / 2);
        String output = runChild("$(ulimit -Hn)", most);
        Matcher counts = Pattern.compile("(\\d+) clients, (\\d+) connections of the server")
                .matcher(output);
        assertThat(counts.find()).as(output).isTrue();
        assertThat(counts.group(1)).isEqualTo(String.valueOf(most)).isEqualTo(counts.group(2));
        assertThat(output).contains("none is left");
    }

    @Test
    void whenDescriptorsRunOutConnectingSaysSoAndGoesOnLater() throws Exception {
        assertThat(runChild("200", "exhaust"))
                .containsPattern("then connecting: .*Too many open files.*127.0.0.1")
                .containsPattern("could not accept a connection; it tries again in 1 s: .*Too many open files")
                .contains("it goes on", "none is left");
    }

    /** Who has gone without our knowing answers the first write with a reset, which a later one meets. */
    @Test
    void aHalfOpenConnectionIsFoundOutByWriting() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                pair.peer().close();
                assertThat(await(stream.read(1)))
                        .as("what it looks like at first")
                        .isEmpty();
                await(stream.write("are you there?"));
                Throwable error = await(errorOf(() -> writeUntilItFails(stream)));
                assertThat(error)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("while writing to " + stream.remoteAddress());
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> writeUntilItFails(TcpStream stream) throws IOException {
        while (true) {
            await(stream.write("still there?"));
            await(yieldNow());
        }
    }

    @Test
    void aReaderLearnsOfTheResetThatAWriterMet() {
        inLoop(() -> {
            try (var pair = await(pair())) {
                var stream = pair.stream();
                Task<Throwable> write = start(errorOf(() -> stream.write(new byte[16 * 1024 * 1024])));
                Task<Throwable> read = start(errorOf(stream::readAll));
                await(until(() -> stream.outbound.waitingTasks() == 1));
                pair.reset();
                assertThat(await(write)).isInstanceOf(IOException.class).hasMessageContaining("while writing");
                assertThat(await(read)).isInstanceOf(IOException.class).hasMessageContaining("while reading");
            }
            return done();
        });
    }

    @Test
    void manySlowReadersHoldALittleEach() {
        byte[] all = randomBytes(4 * 1024 * 1024, 1);
        inLoop(() -> {
            List<TcpStream> served = new ArrayList<>();
            try (var server = await(TcpServer.listen("127.0.0.1", 0, stream -> {
                served.add(stream);
                for (int i = 0; i < all.length; i += 50_000) {
                    await(stream.write(Arrays.copyOfRange(all, i, Math.min(all.length, i + 50_000))));
                }
                return done();
            }))) {
                List<TcpStream> clients = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    clients.add(await(TcpStream.connect("127.0.0.1", server.port())));
                }
                await(until(() -> served.size() == 20
                        && served.stream().allMatch(stream -> stream.outbound.waitingTasks() == 1)));
                assertThat(served).allMatch(stream -> stream.outbound.queuedBytes() <= 64 * 1024 + 50_000);
                assertThat(clients).allMatch(client -> client.inbound.bufferedBytes() == 0);
                for (TcpStream client : clients) {
                    assertThat(await(client.readAll())).isEqualTo(all);
                    await(client.closeAsync());
                }
            }
            return done();
        });
    }

    /** Sixteen threads hand in callbacks and tasks while fifty connections are busy. */
    @Test
    void otherThreadsMayStormALoopWhoseSocketsAreBusy() {
        int threads = 16;
        int calls = 2000;
        inLoop(() -> {
            EventLoop loop = loop();
            int[] next = new int[threads];
            try (var server = await(TcpServer.listen("127.0.0.1", 0, stream -> echo(stream)))) {
                List<Coroutine<Void>> clients = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    clients.add(exchange(server.port(), i));
                }
                List<CompletableFuture<Integer>> storms = IntStream.range(0, threads)
                        .mapToObj(thread -> onThread(() -> storm(loop, thread, calls, next, server.port())))
                        .toList();
                await(gather(clients));
                int asked = 0;
                for (CompletableFuture<Integer> storm : storms) {
                    asked += await(storm);
                }
                assertThat(asked).isEqualTo(threads * calls / 500);
                await(until(() -> Arrays.stream(next).noneMatch(count -> count >= 0 && count < calls)));
                assertThat(next).containsOnly(calls);
            }
            return done();
        });
    }

    /** Each callback checks that it is the next of its thread; now and then a task is started and waited for. */
    private static int storm(EventLoop loop, int thread, int calls, int[] next, int port) throws Exception {
        int asked = 0;
        for (int i = 0; i < calls; i++) {
            int number = i;
            loop.callSoonThreadsafe(() -> next[thread] = next[thread] == number ? number + 1 : -1);
            if (i % 500 == 0) {
                startThreadsafe(exchange(port, i), loop).get(60, TimeUnit.SECONDS);
                asked++;
            }
        }
        return asked;
    }

    @Async
    private static Coroutine<Void> echo(TcpStream stream) throws IOException {
        await(stream.transferTo(stream));
        return done();
    }

    @Async
    private static Coroutine<Void> exchange(int port, int seed) throws IOException {
        try (var stream = await(TcpStream.connect("127.0.0.1", port))) {
            for (int i = 0; i < 20; i++) {
                byte[] sent = randomBytes(1000 * (i + 1), seed + i);
                await(stream.write(sent));
                assertThat(await(stream.readExactly(sent.length))).isEqualTo(sent);
            }
        }
        return done();
    }
}
