import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import dev.ikat.*;
import dev.ikat.io.*;
import dev.ikat.sync.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class Unclosed {
    static class Pool implements AsyncCloseable {
        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            return done();
        }

        Coroutine<String> ask() {
            return done("");
        }
    }

    /** Closes what it is made of. */
    static class Framed implements AsyncCloseable {
        final ByteStream stream;

        Framed(ByteStream stream) {
            this.stream = stream;
        }

        @Override
        public Coroutine<Void> closeAsync() {
            return stream.closeAsync();
        }
    }

    TcpStream field;

    @Async
    static Coroutine<Pool> openPool(String name) {
        return done(new Pool());
    }

    static Coroutine<Pool> lent() {
        return done(new Pool());
    }

    @Async
    static Coroutine<String> variables(Path path) throws IOException {
        var stream = await(TcpStream.connect("localhost", 80)); // expect: unclosed "nobody closes the TcpStream in variable stream. Write try (var stream = await(TcpStream.connect("localhost", 80))) { … }"
        await(stream.write("x"));
        String line = await(stream.readLine());
        TcpServer server = await(TcpServer.listen("localhost", 0, each -> done())); // expect: unclosed "nobody closes the TcpServer in variable server"
        await(server.serveForever());
        AsyncFile file = await(AsyncFile.open(path)); // expect: unclosed "nobody closes the AsyncFile in variable file"
        byte[] bytes = await(file.read(10));
        var pool = new Pool(); // expect: unclosed "nobody closes the Unclosed.Pool in variable pool. Write try (var pool = new Pool()) { … }"
        line += await(pool.ask());
        var opened = await(openPool("a")); // expect: unclosed "nobody closes the Unclosed.Pool in variable opened"
        if (opened != null) {
            line += await(opened.ask());
        }
        var limited = await(timeout(ofSeconds(1), TcpStream.connect("localhost", 80))); // expect: unclosed "nobody closes the TcpStream in variable limited"
        line += await(limited.readLine());
        var group = TaskGroup.open(); // expect: unclosed "nobody closes the TaskGroup in variable group. Write try (var group = TaskGroup.open()) { … }"
        group.start(lent());
        var stack = new AsyncExitStack(); // expect: unclosed "nobody closes the AsyncExitStack in variable stack"
        stack.onClose(() -> done());
        var pipe = Pipes.open(); // expect: unclosed "nobody closes the Pipes.Pair in variable pipe"
        await(pipe.writer().write("x"));
        var unused = await(UdpSocket.bind("localhost", 0)); // expect: unclosed "nobody closes the UdpSocket in variable unused"
        var loops = LoopGroup.builder().loops(2).build(); // expect: unclosed "nobody closes the LoopGroup in variable loops"
        var process = await(Subprocess.start("ls")); // expect: unclosed "nobody closes the Subprocess in variable process"
        line += await(process.stdout().readLine()) + loops.size();
        return done(line + bytes.length);
    }

    @Async
    static Coroutine<Void> dropped() throws IOException {
        await(TcpStream.connect("localhost", 80)); // expect: unclosed "nobody closes the TcpStream that await(TcpStream.connect("localhost", 80)) opens. Write try (var opened = await(TcpStream.connect("localhost", 80))) { … }"
        new Pool(); // expect: unclosed "nobody closes the Unclosed.Pool that new Pool() opens"
        TaskGroup.open(); // expect: unclosed "nobody closes the TaskGroup that TaskGroup.open() opens"
        Runnable lambda = () -> new AsyncExitStack(); // expect: unclosed "nobody closes the AsyncExitStack"
        lambda.run();
        return done();
    }

    // None of these stays open by this code.

    @Async
    Coroutine<TcpStream> right(List<TcpStream> all, Queue<TcpStream> queue, Path path) throws IOException {
        try (var stream = await(TcpStream.connect("localhost", 80))) {
            await(stream.write("x"));
        }
        try (var pool = new Pool();
                var group = TaskGroup.open()) {
            await(pool.ask());
            await(group.join());
        }
        var existing = await(TcpStream.connect("localhost", 80));
        try (existing) {
            await(existing.write("x"));
        }
        var closed = await(TcpStream.connect("localhost", 80));
        try {
            await(closed.write("x"));
        } finally {
            closed.close();
        }
        var awaited = await(TcpStream.connect("localhost", 80));
        await(awaited.closeAsync());
        var aborted = await(TcpStream.connect("localhost", 80));
        aborted.abort();
        var inLambda = await(TcpStream.connect("localhost", 80));
        Runnable close = () -> inLambda.close();
        close.run();
        var reference = await(TcpStream.connect("localhost", 80));
        Runnable closing = reference::close;
        closing.run();
        var added = await(TcpStream.connect("localhost", 80));
        all.add(added);
        all.add(await(TcpStream.connect("localhost", 80)));
        var assigned = await(TcpStream.connect("localhost", 80));
        field = assigned;
        this.field = await(TcpStream.connect("localhost", 80));
        var stored = await(TcpStream.connect("localhost", 80));
        var array = new TcpStream[] {stored};
        var chosen = await(TcpStream.connect("localhost", 80));
        var either = array.length > 0 ? chosen : stored;
        var entered = await(TcpStream.connect("localhost", 80));
        try (var stack = new AsyncExitStack()) {
            stack.enter(entered);
            stack.enter(await(TcpStream.connect("localhost", 80)));
        }
        var moved = new AsyncExitStack();
        moved.enter(either);
        all.add((TcpStream) (Object) moved.moveAll());
        var framed = new Framed(entered);
        framed.hashCode();
        var secured = await(TlsStream.client(entered, "localhost"));
        await(secured.write("x"));
        var process = await(Subprocess.start("ls"));
        await(process.waitFor());
        var talked = await(Subprocess.start("ls"));
        await(talked.communicate());
        var joined = TaskGroup.open();
        joined.start(lent());
        await(joined.join());
        var pipe = Pipes.open();
        var writer = pipe.writer();
        writer.close();
        var taken = await(queue.take());
        await(taken.write("x"));
        var borrowed = await(lent());
        await(borrowed.ask());
        var generator = numbers();
        await(generator.hasNext());
        var text = await(AsyncFiles.readString(path));
        System.out.println(text);
        TcpStream later;
        later = await(TcpStream.connect("localhost", 80));
        await(later.write("x"));
        var returned = await(TcpStream.connect("localhost", 80));
        await(returned.write("x"));
        return done(returned);
    }

    @Async
    static AsyncGenerator<Integer> numbers() {
        emit(1);
        return end();
    }

    static AsyncCloseable handedOn() {
        var pool = new Pool();
        return pool;
    }

    static List<AsyncCloseable> listed() {
        List<AsyncCloseable> all = new ArrayList<>();
        all.add(new Pool());
        return all;
    }

    interface ThrowingCallable {
        void call() throws Throwable;
    }

    static void assertFails(ThrowingCallable callable) {}

    static void assertions() {
        assertFails(() -> TaskGroup.open(-1));
    }

    @SuppressWarnings("ikat:unclosed")
    static void suppressed() {
        var pool = new Pool();
        pool.ask().close();
    }
}
