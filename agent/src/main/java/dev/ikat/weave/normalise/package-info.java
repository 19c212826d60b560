/** Rewrites of a method that keep its meaning and leave fewer forms for the rest. */
@NullMarked
package dev.ikat.weave.normalise;

import org.jspecify.annotations.NullMarked;
