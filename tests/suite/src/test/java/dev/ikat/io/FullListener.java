package dev.ikat.io;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A socket that listens and whose backlog is full: whoever connects to it waits. */
final class FullListener implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket();
    private final List<Socket> clients = new ArrayList<>();

    FullListener(String host) throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getByName(host), 0), 1);
        for (int i = 0; i < 2; i++) { // Linux takes one more than the backlog says
            clients.add(new Socket(listener.getInetAddress(), port()));
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        listener.close();
    }
}
