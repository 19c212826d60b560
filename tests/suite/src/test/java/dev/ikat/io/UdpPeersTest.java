package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.CPython;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A peer that shares no code with us: CPython's asyncio. */
class UdpPeersTest extends UdpFixture {
    /** The port of the server is its input. asyncio sends no empty datagrams before 3.13, but receives them. */
    private static final String ASYNCIO = """
            import asyncio, sys

            class Protocol(asyncio.DatagramProtocol):
                def __init__(self):
                    self.inbox = asyncio.Queue()
                def datagram_received(self, data, address):
                    self.inbox.put_nowait((data, address))
                def error_received(self, error):
                    self.inbox.put_nowait((name(error).encode(), None))

            async def main():
                loop = asyncio.get_running_loop()
                port = int(sys.stdin.readline())
                transport, protocol = await loop.create_datagram_endpoint(Protocol, remote_addr=("127.0.0.1", port))
                for size in (1, 1000, 65507):
                    transport.sendto(bytes([size % 251]) * size)
                    data, address = await protocol.inbox.get()
                    assert address == ("127.0.0.1", port), address
                    print(len(data), data == bytes([(size + 1) % 251]) * size)
                transport.sendto(b"end")
                print((await protocol.inbox.get())[0])
                print((await protocol.inbox.get())[0].decode())
                transport.close()

            asyncio.run(main())
            """;

    @Test
    void anAsyncioClientIsServed() {
        inLoop(() -> {
            try (var socket = await(UdpSocket.bind("127.0.0.1", 0))) {
                var python = onThread(() -> CPython.interpret(ASYNCIO, socket.port() + "\n"));
                for (Datagram each : each(socket.datagrams())) {
                    if (text(each).equals("end")) {
                        await(socket.send(bytes(""), each.from()));
                        await(socket.send(bytes("Ikat says good-bye"), each.from()));
                        break;
                    }
                    for (int i = 0; i < each.data().length; i++) {
                        each.data()[i]++;
                    }
                    await(socket.send(each.data(), each.from()));
                }
                List<String> lines = await(python);
                assertThat(lines).containsExactly("1 True", "1000 True", "65507 True", "b''", "Ikat says good-bye");
            }
            return done();
        });
    }
}
