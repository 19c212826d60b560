/**
 * The event loop: ready queue, inbox for other threads, timers, poller, clock. It knows callbacks and channels, and
 * nothing of tasks, coroutines or promises.
 */
@NullMarked
package dev.ikat.loop;

import org.jspecify.annotations.NullMarked;
