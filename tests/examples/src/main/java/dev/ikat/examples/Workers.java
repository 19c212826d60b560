package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;
import static dev.ikat.Ikat.gather;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.timeout;
import static java.time.Duration.ofMillis;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Ikat;
import dev.ikat.Task;
import dev.ikat.io.ProcessFailedException;
import dev.ikat.io.Subprocess;
import dev.ikat.sync.Semaphore;
import java.io.IOException;
import java.util.TreeMap;

/**
 * Other programs at work, none of them waited for by a thread: two at a time, each a pipeline of two processes whose output
 * is taken line by line; one that fails; and one that hangs, until its deadline ends it.
 */
final class Workers {
    private final Semaphore permits = new Semaphore(2);
    private final TreeMap<String, Integer> found = new TreeMap<>();
    private int running;
    private int most;

    /** Counted from the permit on, not from the start of the processes: those take as long as they take. */
    @Async
    Coroutine<Void> count(String digit, int upTo) throws IOException {
        try (var permit = await(permits.acquire())) {
            most = Math.max(most, ++running);
            await(pipeline(digit, upTo));
            running--;
        }
        return done();
    }

    /** seq | grep, with our program between the two as the pipe. */
    @Async
    private Coroutine<Void> pipeline(String digit, int upTo) throws IOException {
        try (var numbers = await(Subprocess.start("seq", Integer.toString(upTo)));
                var matches = await(Subprocess.start("grep", digit))) {
            Task<Void> feeding = start(feed(numbers, matches));
            for (String line : each(matches.stdout().lines())) {
                found.merge(digit + " in " + line.length() + " digits", 1, Integer::sum);
            }
            await(feeding);
        }
        return done();
    }

    @Async
    private static Coroutine<Void> feed(Subprocess from, Subprocess to) throws IOException {
        await(from.stdout().transferTo(to.stdin()));
        await(to.stdin().shutdownOutput());
        return done();
    }

    @Async
    Coroutine<String> fail() throws IOException {
        try {
            return done(await(Subprocess.run("sh", "-c", "echo no disk left >&2; exit 3"))
                    .stdoutText());
        } catch (ProcessFailedException failed) {
            return done(
                    "exit code " + failed.exitCode() + ": " + failed.errorTail().strip());
        }
    }

    /** It does not end when it is asked to; so it is killed after the grace. */
    @Async
    Coroutine<String> hang() throws IOException {
        var stubborn = Subprocess.shellBuilder("trap '' TERM; echo one line; exec sleep 1000");
        try (var process = await(stubborn.grace(ofMillis(50)).start())) {
            String line = await(process.stdout().readLine());
            try {
                return done("ended with " + await(timeout(ofMillis(100), process.waitFor())));
            } catch (DeadlineExceededException late) {
                return done("killed after " + line);
            }
        }
    }

    @Async
    Coroutine<Void> all() throws IOException {
        await(gather(count("1", 1000), count("2", 200), count("3", 50), count("9", 10)));
        found.forEach((what, times) -> System.out.println(what + ": " + times));
        System.out.println("never more than " + most + " at once");
        System.out.println(await(fail()));
        System.out.println(await(hang()));
        return done();
    }

    public static void main(String[] args) throws IOException {
        Ikat.run(new Workers().all());
    }
}
