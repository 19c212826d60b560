/**
 * What switches and calls cost, each beside what it would cost written by hand, in the same run: see BENCHMARKS.md. The
 * method that a class's others are compared with has a name that begins with {@code baseline}.
 */
package dev.ikat.benchmarks;
