package dev.ikat.loop;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Runner;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import java.nio.channels.SelectableChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often a request and its answer, both on this loop, ask the system's poller and change what it waits for. */
@Timeout(120)
class EchoWorkTest {
    private static final int REQUESTS = 500;

    private final CountingPoller poller = new CountingPoller();

    @Test
    void aRequestTakesALookForEachSideAndChangesNoInterest() throws Exception {
        try (Runner runner = Runner.builder()
                .loopFactory(() -> new SelectorLoop(Clock.system(), poller))
                .build()) {
            runner.run(requests());
        }
        // a look of each side; a few more where the network was slower than the loop
        assertThat(poller.polls).isBetween(REQUESTS, 2 * REQUESTS + REQUESTS / 5);
        assertThat(poller.interests).isZero();
        assertThat(poller.wakeups).isZero();
    }

    @Async
    private Coroutine<Void> requests() throws Exception {
        try (TcpServer server = await(TcpServer.listen("127.0.0.1", 0, stream -> echo(stream)));
                TcpStream stream = await(TcpStream.connect("127.0.0.1", server.port()))) {
            byte[] request = new byte[64];
            await(stream.write(request));
            await(stream.readExactly(64));
            poller.forget();
            for (int i = 0; i < REQUESTS; i++) {
                await(stream.write(request));
                await(stream.readExactly(64));
            }
            poller.stop();
        }
        return done();
    }

    @Async
    private static Coroutine<Void> echo(TcpStream stream) throws Exception {
        for (byte[] chunk; (chunk = await(stream.read(1024))).length > 0; ) {
            await(stream.write(chunk));
        }
        return done();
    }

    private static final class CountingPoller implements Poller {
        int polls;
        int interests;
        int wakeups;
        private final SelectorPoller poller = new SelectorPoller();
        private boolean counting;

        void forget() {
            polls = 0;
            interests = 0;
            wakeups = 0;
            counting = true;
        }

        void stop() {
            counting = false;
        }

        @Override
        public Key register(SelectableChannel channel, Object token) {
            Key key = poller.register(channel, token);
            return new Key() {
                @Override
                public void interest(int ops) {
                    interests += counting && ops != key.interest() ? 1 : 0;
                    key.interest(ops);
                }

                @Override
                public int interest() {
                    return key.interest();
                }

                @Override
                public void cancel() {
                    key.cancel();
                }
            };
        }

        @Override
        public void poll(long timeoutNanos, Sink sink) {
            polls += counting ? 1 : 0;
            poller.poll(timeoutNanos, sink);
        }

        @Override
        public void wakeup() {
            wakeups += counting ? 1 : 0;
            poller.wakeup();
        }

        @Override
        public int size() {
            return poller.size();
        }

        @Override
        public void close() {
            poller.close();
        }
    }
}
