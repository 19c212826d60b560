package dev.ikat.stream;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import dev.ikat.Async;
import dev.ikat.AsyncGenerator;
import java.util.ArrayList;
import java.util.List;

/** Sources that write down when they are opened and closed, and wait at all ends. */
final class Probe {
    final List<Integer> made = new ArrayList<>();
    int opened;
    int closed;

    /** The numbers from 1 on; waits before each, and while it is closed. */
    @Async
    AsyncGenerator<Integer> numbers(int count) {
        opened++;
        try {
            for (int i = 1; i <= count; i++) {
                await(i % 3 == 0 ? sleep(ofMillis(1)) : yieldNow());
                made.add(i);
                emit(i);
            }
        } finally {
            await(yieldNow());
            closed++;
        }
        return end();
    }

    /** As many, then the error. */
    @Async
    AsyncGenerator<Integer> failing(int count, RuntimeException error) {
        opened++;
        try {
            emitAll(new Probe().numbers(count));
            await(yieldNow());
            throw error;
        } finally {
            closed++;
        }
    }

    /** Cannot be closed well. */
    @Async
    AsyncGenerator<Integer> failingToClose(int count, RuntimeException error) {
        opened++;
        try {
            emitAll(new Probe().numbers(count));
        } finally {
            await(yieldNow());
            closed++;
            if (error != null) {
                throw error;
            }
        }
        return end();
    }

    AsyncStream<Integer> stream(int count) {
        return AsyncStream.of(() -> numbers(count));
    }
}
