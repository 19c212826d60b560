/** Operators on asynchronous iterables. */
@NullMarked
package dev.ikat.stream;

import org.jspecify.annotations.NullMarked;
