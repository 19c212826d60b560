/**
 * Programs on Ikat under test: time, the order of tasks and faults are values that a test chooses, replays and shrinks.
 * {@link dev.ikat.testkit.Simulation} is the way in.
 */
@NullMarked
package dev.ikat.testkit;

import org.jspecify.annotations.NullMarked;
