/**
 * Tests that are coroutines, on the JUnit platform: an engine beside Jupiter's, since Jupiter finds no test that returns
 * something.
 */
@NullMarked
package dev.ikat.testkit.junit;

import org.jspecify.annotations.NullMarked;
