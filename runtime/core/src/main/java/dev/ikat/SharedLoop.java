package dev.ikat;

import dev.ikat.loop.EventLoop;
import dev.ikat.loop.SelectorLoop;

/**
 * The loop for hot methods that are called where no loop runs: one for the process, on a daemon thread of its own, begun
 * with its first use and never closed. A fatal error of a callback is reported as that of any thread, and the loop goes on.
 */
final class SharedLoop {
    private static final SelectorLoop LOOP = begin();

    private SharedLoop() {}

    static EventLoop get() {
        return LOOP;
    }

    private static SelectorLoop begin() {
        SelectorLoop loop = new SelectorLoop();
        Thread thread = new Thread(() -> runForever(loop), "ikat-shared-loop");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return loop;
    }

    private static void runForever(SelectorLoop loop) {
        while (true) {
            try {
                loop.runForever();
            } catch (Throwable fatal) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, fatal);
            }
        }
    }
}
