package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import java.util.ArrayList;
import java.util.List;

/** Coroutines for tests of what cancels its children: they say how they ended. */
abstract class GroupFixture {
    final List<Object> log = new ArrayList<>();

    /** Ends with its word after that time. */
    @Async
    final Coroutine<String> lasting(String word, int millis) {
        try {
            await(sleep(ofMillis(millis)));
            log.add(word);
            return done(word);
        } catch (CancelledError cancelled) {
            log.add(word + " cancelled");
            throw cancelled;
        }
    }

    /** Cancelled, it cleans up for that time. */
    @Async
    final Coroutine<String> cleaning(String word, int millis) {
        try {
            await(promise());
            return done("never");
        } finally {
            await(sleep(ofMillis(millis)));
            log.add(word + " cleaned up");
        }
    }

    /** Cancelled, it fails. */
    @Async
    static Coroutine<String> failingWhenCancelled(Throwable error, int millis) {
        try {
            await(promise());
            return done("never");
        } catch (CancelledError cancelled) {
            await(sleep(ofMillis(millis)));
            throw Sneaky.raise(error);
        }
    }

    /** Does not let itself be cancelled. */
    @Async
    static Coroutine<String> stubborn(String word, int millis) {
        int ends = (int) VirtualLoop.millis() + millis;
        while (VirtualLoop.millis() < ends) {
            try {
                await(sleep(ofMillis(ends - VirtualLoop.millis())));
            } catch (CancelledError cancelled) {
                continue;
            }
        }
        return done(word);
    }

    @Async
    static Coroutine<String> failingAt(int millis, Throwable error) {
        await(sleep(ofMillis(millis)));
        throw Sneaky.raise(error);
    }
}
