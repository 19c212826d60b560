/** Sockets whose operations are awaited: built on {@link dev.ikat.Suspension} and the channels of a selector loop. */
@NullMarked
package dev.ikat.io;

import org.jspecify.annotations.NullMarked;
