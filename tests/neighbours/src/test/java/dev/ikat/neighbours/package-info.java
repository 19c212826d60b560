/** The agent in real environments and beside other agents; each program runs in a JVM of its own. */
@NullMarked
package dev.ikat.neighbours;

import org.jspecify.annotations.NullMarked;
