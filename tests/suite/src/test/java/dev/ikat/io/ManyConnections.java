package dev.ikat.io;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Runner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * A program without woven methods: clients on a thread connect until the process has no descriptor left, then close theirs
 * when the server has met that; every connection is served in the end.
 */
final class ManyConnections {
    private static final int MAX = 1000;

    private final List<Socket> clients = new ArrayList<>();
    private int accepted;

    private ManyConnections() {}

    public static void main(String[] arguments) {
        ManyConnections program = new ManyConnections();
        try (Runner runner = Runner.builder().build()) {
            runner.loop().setExceptionHandler((loop, context) -> {
                System.out.println(context.message() + ": " + context.error());
                program.closeClients();
            });
            TcpServer server = runner.run(listen(program));
            runner.run(Ikat.done());
            program.connect(server.port());
            runner.loop().runForever();
            runner.run(server.closeAsync());
            System.out.println("all were served");
        }
    }

    private static Coroutine<TcpServer> listen(ManyConnections program) {
        try {
            return TcpServer.listen("127.0.0.1", 0, stream -> program.serve(stream));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Coroutine<Void> serve(TcpStream stream) throws IOException {
        if (++accepted == clients.size()) {
            Ikat.loop().stop();
        }
        return Coroutine.defer(() -> readAll(stream));
    }

    @SuppressWarnings("unchecked")
    private static Coroutine<Void> readAll(TcpStream stream) {
        try {
            return (Coroutine<Void>) (Coroutine<?>) stream.readAll();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** While the loop does not run: the backlog takes them, until no descriptor is left. */
    private void connect(int port) {
        try {
            while (clients.size() < MAX) {
                Socket client = new Socket();
                client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                clients.add(client);
            }
        } catch (SocketException outOfDescriptors) {
            System.out.println(clients.size() + " clients: " + outOfDescriptors);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void closeClients() {
        for (Socket client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
