/** What others take for the same, in the same run as ours and a baseline: see BENCHMARKS.md. */
package dev.ikat.comparisons;
