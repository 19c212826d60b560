/** The programs are run as a reader runs them; every Java block of the documents is compiled and run, or quoted. */
@NullMarked
package dev.ikat.examples;

import org.jspecify.annotations.NullMarked;
