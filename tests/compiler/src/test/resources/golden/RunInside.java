// options: dropped-task=off
import static dev.ikat.Ikat.*;
import dev.ikat.*;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.SelectorLoop;
import java.util.concurrent.Callable;

class RunInside {
    @Async
    static Coroutine<String> text() {
        return done("text");
    }

    @Async
    static Coroutine<String> inside(Runner runner, EventLoop loop, SelectorLoop selector) throws Exception {
        String one = Ikat.run(text()); // expect: run-inside "Ikat.run(text()) in code that a loop runs already: a thread runs one loop at a time, so this throws IllegalStateException. Write await(text())"
        String two = run(text()); // expect: run-inside
        runner.run(text()); // expect: run-inside "Write await(text())"
        loop.runUntilComplete(text()); // expect: run-inside
        selector.runForever(); // expect: run-inside "toThread(() -> …)"
        await(toThread(() -> Ikat.run(text())));
        new Thread(() -> Ikat.run(text())).start();
        loop.stop();
        start(() -> {
            Ikat.run(text()); // expect: run-inside
            return done();
        });
        AsyncCallable<String> other = () -> done(Ikat.run(text())); // expect: run-inside
        Callable<Coroutine<String>> unknown = () -> done(Ikat.run(text()));
        return done(one + two + await(other.call()) + unknown);
    }

    static String plain() {
        return Ikat.run(text());
    }

    /** Runs wherever it is iterated. */
    @Async
    static Generator<String> lines() {
        emit(Ikat.run(text()));
        return end();
    }

    static class Own {
        void run(Coroutine<String> text) {}

        @Async
        Coroutine<Void> other(Runnable job) {
            run(text());
            job.run();
            return done();
        }
    }
}
