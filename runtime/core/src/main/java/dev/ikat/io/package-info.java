/**
 * Sockets and files whose operations are awaited: the former built on {@link dev.ikat.Suspension} and the channels of a selector
 * loop, the latter on threads.
 */
@NullMarked
package dev.ikat.io;

import org.jspecify.annotations.NullMarked;
