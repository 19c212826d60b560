package dev.ikat.benchmarks.growth;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A request of 64 bytes and its echo, both ends on this loop, on all of the connections at once. */
final class ConnectionRows {
    private static final int SIZE = 64;
    private static final int REQUESTS = 20_000;
    private static final int AT_A_TIME = 100;

    private ConnectionRows() {}

    @Async
    static Coroutine<Void> request(int amount, Watch watch) {
        List<TcpStream> streams = new ArrayList<>();
        try (TcpServer server = await(TcpServer.listen("127.0.0.1", 0, ConnectionRows::echo))) {
            while (streams.size() < amount) {
                List<Coroutine<TcpStream>> some = new ArrayList<>();
                for (int i = 0; i < Math.min(AT_A_TIME, amount - streams.size()); i++) {
                    some.add(TcpStream.connect("127.0.0.1", server.port()));
                }
                streams.addAll(await(gather(some)));
            }
            await(gather(asking(streams, 1)));
            int each = Math.max(2, REQUESTS / amount);
            List<Coroutine<Void>> all = asking(streams, each);
            watch.start();
            await(gather(all));
            watch.stop((long) each * amount);
            for (TcpStream stream : streams) {
                await(stream.closeAsync());
            }
        } catch (IOException error) {
            throw new IllegalStateException(error);
        }
        return done();
    }

    private static List<Coroutine<Void>> asking(List<TcpStream> streams, int requests) {
        return streams.stream().map(each -> ask(each, requests)).toList();
    }

    @Async
    private static Coroutine<Void> ask(TcpStream stream, int requests) {
        try {
            byte[] request = new byte[SIZE];
            for (int i = 0; i < requests; i++) {
                await(stream.write(request));
                await(stream.readExactly(SIZE));
            }
        } catch (IOException error) {
            throw new IllegalStateException(error);
        }
        return done();
    }

    @Async
    private static Coroutine<Void> echo(TcpStream stream) throws IOException {
        for (byte[] data; (data = await(stream.read(SIZE))).length > 0; ) {
            await(stream.write(data));
        }
        return done();
    }
}
