package dev.ikat.benchmarks.echo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import javax.net.ssl.SSLSocket;

/**
 * {@code TlsClient port warmupSeconds seconds}: one connection, a thread that writes blocks of 16 KiB and one that reads. Prints
 * {@code BEGIN} and {@code END bytes} as {@link EchoClient} does.
 */
public final class TlsClient {
    private static final int BLOCK = 16 * 1024;

    private TlsClient() {}

    public static void main(String[] arguments) throws IOException {
        SSLSocket socket = (SSLSocket) TlsEcho.context()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        socket.setTcpNoDelay(true);
        socket.startHandshake();
        Thread writer = new Thread(() -> writeForEver(socket), "writer");
        writer.setDaemon(true);
        writer.start();
        readFor(Integer.parseInt(arguments[1]), socket.getInputStream());
        System.out.println("BEGIN");
        System.out.println("END " + readFor(Integer.parseInt(arguments[2]), socket.getInputStream()));
        System.in.read();
    }

    private static void writeForEver(SSLSocket socket) {
        try {
            OutputStream output = socket.getOutputStream();
            byte[] block = new byte[BLOCK];
            while (true) {
                output.write(block);
            }
        } catch (IOException over) {
            // the server was stopped
        }
    }

    private static long readFor(int seconds, InputStream input) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        while (System.nanoTime() < end) {
            int count = input.read(block);
            if (count < 0) {
                throw new IOException("the server has closed the connection");
            }
            bytes += count;
        }
        return bytes;
    }
}
