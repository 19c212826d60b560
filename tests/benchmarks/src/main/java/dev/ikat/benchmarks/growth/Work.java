package dev.ikat.benchmarks.growth;

import dev.ikat.Coroutine;

/** A row: does so many, or one among so many; what is not to count it keeps outside of the watch. */
@FunctionalInterface
interface Work {
    Coroutine<Void> of(int amount, Watch watch);
}
