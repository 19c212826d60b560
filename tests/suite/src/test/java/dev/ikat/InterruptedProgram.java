package dev.ikat;

import static dev.ikat.Ikat.*;

import dev.ikat.loop.SystemSignal;

/** The programs of {@link InterruptsTest}; the argument is the name of one. */
final class InterruptedProgram {
    private InterruptedProgram() {}

    public static void main(String[] arguments) throws Throwable {
        switch (arguments[0]) {
            case "orderly" -> {
                sayAtShutdown();
                Ikat.run(waiting());
            }
            case "stubborn" -> {
                sayAtShutdown();
                Ikat.run(stubborn());
            }
            case "returns" -> {
                sayAtShutdown();
                say("result: " + Ikat.run(returning()));
            }
            case "closing" -> {
                sayAtShutdown();
                Ikat.run(leavingOneThatDoesNotEnd());
            }
            case "optedOut" -> {
                sayAtShutdown();
                try (Runner runner = Runner.builder().handleInterrupts(false).build()) {
                    runner.run(waiting());
                }
            }
            case "handler" -> ownHandler();
            case "several" -> {
                sayAtShutdown();
                Ikat.run(severalRunners());
            }
            case "joining" -> {
                Thread main = Thread.currentThread();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> joinAndSay(main)));
                Ikat.run(waiting());
            }
            case "result" -> say("result: " + Ikat.run(VirtualLoop.inside(() -> done("value"))));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void sayAtShutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say("shutdown hook")));
    }

    private static void joinAndSay(Thread main) {
        try {
            main.join();
            say("main thread ended");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Async
    private static Coroutine<Void> waiting() {
        start(() -> {
            try {
                await(promise());
            } finally {
                await(yieldNow());
                say("task cleaned up");
            }
            return done();
        });
        await(yieldNow());
        try {
            say("ready");
            await(promise());
        } catch (CancelledError cancelled) {
            await(yieldNow());
            say("main cancelled: " + cancelled.getMessage());
            throw cancelled;
        }
        return done();
    }

    @Async
    private static Coroutine<Void> stubborn() {
        try {
            say("ready");
            await(promise());
        } catch (CancelledError swallowed) {
            say("main goes on");
        }
        try {
            await(promise());
        } finally {
            say("not to be seen");
        }
        return done();
    }

    @Async
    private static Coroutine<String> returning() {
        try {
            say("ready");
            await(promise());
        } catch (CancelledError swallowed) {
            return done("value");
        }
        return done("never");
    }

    @Async
    private static Coroutine<Void> leavingOneThatDoesNotEnd() {
        start(() -> {
            try {
                await(promise());
            } finally {
                say("closing");
                await(promise());
            }
            return done();
        });
        await(yieldNow());
        return done();
    }

    private static void ownHandler() throws Throwable {
        SystemSignal signal = new SystemSignal("INT");
        signal.handle(SystemSignal.handler(() -> say("own handler")));
        try {
            Ikat.run(waiting());
        } catch (CancelledError cancelled) {
            say("caught");
        }
        Thread.currentThread().join(); // until the test ends it
    }

    /** A runner of another thread does not take the signal away, and leaves it where it was. */
    @Async
    private static Coroutine<Void> severalRunners() {
        await(toThread(() -> Ikat.run(VirtualLoop.inside(() -> done("inner")))));
        say("inner runner ended");
        return waiting();
    }
}
