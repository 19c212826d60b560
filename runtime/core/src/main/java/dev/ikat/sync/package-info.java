/** Synchronisation between tasks of one loop; FIFO, and nothing is lost to a cancellation. */
@NullMarked
package dev.ikat.sync;

import org.jspecify.annotations.NullMarked;
