package dev.ikat.io;

import dev.ikat.AsyncFunction;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.loop.ErrorContext;

/** A stream that a server has accepted, with the task of its handler. It ends when both have ended. */
final class Connection<S extends ByteStream> {
    final S stream;
    private final StreamServer<S> server;

    /** For messages and the name of the task. */
    private final String name;

    Connection(StreamServer<S> server, S stream, String name) {
        this.server = server;
        this.stream = stream;
        this.name = name;
    }

    void serve(AsyncFunction<? super S, Void> handler) {
        Ikat.start(Io.<Void>defer(() -> handler.apply(stream)), name).onDone(this::handled);
    }

    private void handled(Promise<Void> task) {
        Throwable error = task.isCancelled() ? null : task.exception();
        if (error != null) {
            server.loop.callExceptionHandler(new ErrorContext("the handler of the " + name + " failed", error, stream));
        }
        stream.whenClosed(() -> server.ended(this));
        stream.beginClose();
    }
}
