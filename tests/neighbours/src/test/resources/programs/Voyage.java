package voyage;

import static dev.ikat.Ikat.*;
import static java.time.Duration.ofMillis;

import dev.ikat.*;
import dev.ikat.io.*;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

interface Port {
    String name();

    @Async
    default Coroutine<String> greet(String ship) {
        await(sleep(ofMillis(1)));
        return done(name() + " greets " + ship);
    }

    @Async
    static Coroutine<Port> nearest(long miles) {
        await(yieldNow());
        return done(miles < 10 ? () -> "the pier" : new Harbour("Bergen", miles));
    }
}

record Harbour(String name, long miles) implements Port {}

enum Flag {
    RED {
        @Override
        @Async
        Coroutine<String> hoist() {
            await(yieldNow());
            return done("red up");
        }
    };

    abstract Coroutine<String> hoist();
}

/** A bit of everything, over sleeps and a socket on this machine; it prints one known text. */
public final class Voyage {
    private final List<String> log = new ArrayList<>();

    /** An inner class that writes into its outer one's private field between suspensions. */
    private final class Watch {
        @Async
        Coroutine<Integer> keep(int hours) {
            int sum = 0;
            for (int i = 1; i <= hours; i++) {
                await(sleep(ofMillis(1)));
                log.add("hour " + i);
                sum += i;
            }
            return done(sum);
        }
    }

    @Async
    private static Coroutine<Void> answer(TcpStream client) throws IOException {
        for (String line = await(client.readLine()); line != null; line = await(client.readLine())) {
            await(client.write(line.toUpperCase() + "\n"));
        }
        return done();
    }

    @Async
    private static Coroutine<String> signal(int port, String text) throws IOException {
        try (var stream = await(TcpStream.connect("localhost", port))) {
            await(stream.write(text + "\n"));
            return done(await(stream.readLine()));
        }
    }

    @Async
    private Coroutine<String> storm(long miles, double knots) {
        try {
            await(yieldNow());
            if (knots > 40) {
                throw new IllegalStateException("storm");
            }
            return done("calm");
        } catch (IllegalStateException e) {
            await(sleep(ofMillis(1)));
            return done(e.getMessage() + " after " + miles + " miles at " + knots);
        } finally {
            await(yieldNow());
            log.add("storm over");
        }
    }

    @Async
    private Coroutine<List<String>> sail() throws IOException {
        log.add(await(new Harbour("Oslo", 3).greet("Fram")));
        log.add(await(await(Port.nearest(4)).greet("Gjoa")));
        log.add("sum " + await(new Watch().keep(3)));
        log.add(await(storm(120L, 45.5)));
        log.add(await(Flag.RED.hoist()));
        try (var server = await(TcpServer.listen("localhost", 0, Voyage::answer))) {
            log.addAll(await(gather(signal(server.port(), "ahoy"), signal(server.port(), "land"))));
        }
        Task<String> task = start(() -> {
            String slow = await(Flag.RED.hoist());
            return done(slow + " again");
        });
        log.add(await(task));
        return done(log);
    }

    public static void main(String[] arguments) throws IOException {
        run(new Voyage().sail()).forEach(System.out::println);
    }
}
