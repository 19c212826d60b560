package dev.ikat.io;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Task;

/** The programs of {@link SignalsTest}; the argument is the name of one. */
final class SignalsProgram {
    private SignalsProgram() {}

    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say("shutdown hook")));
        switch (arguments[0]) {
            case "handler" -> Ikat.run(handler());
            case "removed" -> Ikat.run(removed());
            case "next" -> Ikat.run(next());
            case "missed" -> Ikat.run(missed());
            case "loopClosed" -> {
                Ikat.run(leavesItsHandler());
                say("ready");
                Thread.currentThread().join();
            }
            case "interrupt" -> Ikat.run(insteadOfTheRunner());
            case "names" -> {
                for (String name : new String[] {"TERM", "USR1"}) {
                    Ikat.run(tryName(name));
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    @Async
    private static Coroutine<Void> handler() {
        var twice = promise();
        int[] count = new int[1];
        Signals.on("TERM", () -> {
            say("TERM on " + Thread.currentThread().getName());
            if (++count[0] == 2) {
                twice.complete(null);
            }
        });
        say("ready");
        await(twice);
        return done();
    }

    @Async
    private static Coroutine<Void> removed() {
        try (var registration = Signals.on("TERM", () -> say("not to be seen"))) {
            await(yieldNow());
        }
        say("ready");
        await(promise());
        return done();
    }

    @Async
    private static Coroutine<Void> next() {
        Task<Void> first = start(Signals.next("SIGTERM"));
        await(yieldNow());
        say("ready");
        await(first);
        say("TERM came");
        await(promise());
        return done();
    }

    /** The signal comes, and in the same turn its task is cancelled. */
    @Async
    private static Coroutine<Void> missed() {
        Task<Void> waiting = start(Signals.next("TERM"));
        await(yieldNow());
        try (var other = Signals.on("USR1", () -> {})) {
            say("ready");
            await(Signals.next("USR1"));
            say("cancelling");
            waiting.cancel();
            try {
                await(waiting);
            } catch (CancelledError expected) {
                say("cancelled");
            }
        }
        await(promise());
        return done();
    }

    @Async
    private static Coroutine<Void> leavesItsHandler() {
        Signals.on("TERM", () -> say("not to be seen"));
        await(yieldNow());
        return done();
    }

    @Async
    private static Coroutine<Void> insteadOfTheRunner() {
        try (var registration = Signals.on("INT", () -> say("own INT"))) {
            Task<Void> usr1 = start(Signals.next("USR1"));
            await(yieldNow());
            say("ready");
            await(usr1);
        }
        say("given back");
        try {
            await(promise());
        } catch (CancelledError cancelled) {
            say("main cancelled: " + cancelled.getMessage());
            throw cancelled;
        }
        return done();
    }

    @Async
    private static Coroutine<Void> tryName(String name) {
        try (var registration = Signals.on(name, () -> {})) {
            say(name + " is to be had");
            await(yieldNow());
        } catch (IllegalArgumentException | IllegalStateException refused) {
            say(refused.getClass().getSimpleName() + ": " + refused.getMessage());
        }
        return done();
    }
}
