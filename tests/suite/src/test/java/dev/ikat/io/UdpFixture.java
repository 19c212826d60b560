package dev.ikat.io;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** As {@link TcpFixture}, with two sockets of ours on the loopback. */
abstract class UdpFixture extends TcpFixture {
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(Datagram datagram) {
        return new String(datagram.data(), StandardCharsets.UTF_8);
    }

    @Async
    static Coroutine<Two> two() throws IOException {
        return done(new Two(await(UdpSocket.bind("127.0.0.1", 0)), await(UdpSocket.bind("127.0.0.1", 0))));
    }

    record Two(UdpSocket here, UdpSocket there) implements AsyncCloseable {
        /** To here; on the loopback it is there when the send has ended. */
        @Async
        Coroutine<Void> arrive(String... texts) throws IOException {
            for (String each : texts) {
                await(there.send(bytes(each), here.localAddress()));
            }
            return done();
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            await(here.closeAsync());
            await(there.closeAsync());
            return done();
        }
    }
}
