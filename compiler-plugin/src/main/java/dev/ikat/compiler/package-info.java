/** The javac plugin: options, the checks of what was analysed, and the weaving of what was written. */
@NullMarked
package dev.ikat.compiler;

import org.jspecify.annotations.NullMarked;
