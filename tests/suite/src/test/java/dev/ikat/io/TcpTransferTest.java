package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link ByteReader#transferTo}. */
class TcpTransferTest extends TcpFixture {
    private static final int MIB = 1024 * 1024;

    @Test
    void allIsMovedAndBothStayOpen() {
        byte[] all = randomBytes(3 * MIB, 1);
        inLoop(() -> {
            try (var from = await(pair());
                    var to = await(pair())) {
                var sent = from.sendAll(all);
                var read = onThread(() -> to.peer().getInputStream().readNBytes(all.length + 3));
                assertThat(await(from.stream().transferTo(to.stream()))).isEqualTo(all.length);
                await(sent);
                await(to.stream().write("end"));
                byte[] received = await(read);
                assertThat(Arrays.copyOf(received, all.length)).isEqualTo(all);
                assertThat(received).endsWith('e', 'n', 'd');
                await(from.stream().write("still open"));
                assertThat(from.peer().getInputStream().readNBytes(10)).hasSize(10);
                assertThat(await(from.stream().transferTo(to.stream())))
                        .as("at the end")
                        .isZero();
            }
            return done();
        });
    }

    @Test
    void aSlowTargetHoldsTheSourceBack() {
        byte[] all = randomBytes(16 * MIB, 2);
        inLoop(() -> {
            try (var from = await(pair());
                    var to = await(pair())) {
                var sent = from.sendAll(all);
                Task<Long> transfer = start(from.stream().transferTo(to.stream()));
                await(until(() -> to.stream().outbound.waitingTasks() == 1));
                await(turns(2000));
                assertThat(sent).isNotDone();
                long held = from.stream().inbound.bufferedBytes()
                        + to.stream().outbound.queuedBytes();
                assertThat(held).isLessThanOrEqualTo(6 * 64 * 1024);
                var read = onThread(() -> to.peer().getInputStream().readNBytes(all.length));
                assertThat(await(transfer)).isEqualTo(all.length);
                assertThat(await(read)).isEqualTo(all);
                await(sent);
            }
            return done();
        });
    }

    @Test
    void cancellationsLoseAndDoubleNothing() {
        byte[] all = randomBytes(4 * MIB, 3);
        inLoop(() -> {
            try (var from = await(pair());
                    var to = await(pair())) {
                var sent = from.sendAll(all);
                var read = onThread(() -> to.peer().getInputStream().readAllBytes());
                await(transferInPieces(from.stream(), to.stream(), new Random(4)));
                await(to.stream().shutdownOutput());
                assertThat(await(read)).isEqualTo(all);
                await(sent);
            }
            return done();
        });
    }

    /** Each transfer is cancelled after a while; the last one comes to the end. */
    @Async
    private static Coroutine<Void> transferInPieces(TcpStream from, TcpStream to, Random random) throws IOException {
        for (int i = 0; ; i++) {
            Task<Long> transfer = start(from.transferTo(to));
            for (int turns = random.nextInt(i < 300 ? 6 : 100_000_000); turns > 0 && !transfer.isDone(); turns--) {
                await(yieldNow());
            }
            transfer.cancel();
            await(until(transfer::isDone));
            if (!transfer.isCancelled()) {
                return done();
            }
        }
    }

    @Test
    void aProxyMovesBothWaysAtOnce() {
        byte[] there = randomBytes(5 * MIB, 5);
        byte[] back = randomBytes(7 * MIB, 6);
        inLoop(() -> {
            try (var server = await(TcpServer.listen("127.0.0.1", 0, stream -> {
                        Task<byte[]> read = start(stream.readAll());
                        await(stream.write(back));
                        await(stream.shutdownOutput());
                        assertThat(await(read)).isEqualTo(there);
                        return done();
                    }));
                    var proxy = await(TcpServer.listen("127.0.0.1", 0, client -> proxy(client, server.port())));
                    var stream = await(TcpStream.connect("127.0.0.1", proxy.port()))) {
                Task<Void> write = start(() -> {
                    await(stream.write(there));
                    await(stream.shutdownOutput());
                    return done();
                });
                assertThat(await(stream.readAll())).isEqualTo(back);
                await(write);
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> proxy(TcpStream client, int port) throws IOException {
        try (var upstream = await(TcpStream.connect("127.0.0.1", port))) {
            await(gather(pump(client, upstream), pump(upstream, client)));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> pump(TcpStream from, TcpStream to) throws IOException {
        await(from.transferTo(to));
        await(to.shutdownOutput());
        return done();
    }

    @Test
    void errorsOfEitherSideSurface() {
        inLoop(() -> {
            try (var from = await(pair());
                    var to = await(pair())) {
                Task<Throwable> failed = start(errorOf(() -> from.stream().transferTo(to.stream())));
                await(turns(10));
                from.reset();
                assertThat(await(failed)).isInstanceOf(SocketException.class).hasMessageContaining("while reading");
            }
            try (var from = await(pair());
                    var to = await(pair())) {
                to.reset();
                var sent = new ByteArrayOutputStream();
                sent.write(new byte[100]);
                Task<Throwable> failed = start(errorOf(() -> from.stream().transferTo(to.stream())));
                while (!failed.isDone()) {
                    from.peer().getOutputStream().write(sent.toByteArray());
                    await(turns(100));
                }
                assertThat(await(failed)).isInstanceOf(IOException.class).hasMessageContaining("while writing");
            }
            return done();
        });
    }
}
