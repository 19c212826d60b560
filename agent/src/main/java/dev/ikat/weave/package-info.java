/** The weaver: class file in, class file out. The recipe stands in {@link dev.ikat.weave.Weaver}. */
@NullMarked
package dev.ikat.weave;

import org.jspecify.annotations.NullMarked;
