package dev.ikat.io;

import dev.ikat.AsyncFunction;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;

/** A stream that a server has accepted, with the task of its handler. It ends when both have ended. */
final class Connection {
    final TcpStream stream;
    private final TcpServer server;
    private final EventLoop loop;

    Connection(TcpServer server, TcpStream stream, EventLoop loop) {
        this.server = server;
        this.stream = stream;
        this.loop = loop;
    }

    void serve(AsyncFunction<? super TcpStream, Void> handler) {
        Ikat.start(Io.<Void>defer(() -> handler.apply(stream)), "connection from " + stream.remoteAddress())
                .onDone(this::handled);
    }

    private void handled(Promise<Void> task) {
        Throwable error = task.isCancelled() ? null : task.exception();
        if (error != null) {
            loop.callExceptionHandler(new ErrorContext(
                    "the handler of the connection from " + stream.remoteAddress() + " failed", error, stream));
        }
        stream.whenClosed(() -> server.ended(this));
        stream.beginClose();
    }
}
