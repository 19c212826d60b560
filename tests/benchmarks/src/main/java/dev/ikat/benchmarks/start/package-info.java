/** What Ikat costs the start of a program, and a program that does not use it. */
package dev.ikat.benchmarks.start;
