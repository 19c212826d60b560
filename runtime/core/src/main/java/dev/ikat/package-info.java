/** Coroutines, tasks and promises for plain Java: asyncio's semantics, one thread, switches only where await is written. */
@NullMarked
package dev.ikat;

import org.jspecify.annotations.NullMarked;
