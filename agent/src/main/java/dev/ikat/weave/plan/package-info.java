/** What to emit, as data, and the names of the runtime. */
@NullMarked
package dev.ikat.weave.plan;

import org.jspecify.annotations.NullMarked;
