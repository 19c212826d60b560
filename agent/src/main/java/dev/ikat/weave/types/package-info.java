/** What is known of other classes from their files; none is ever loaded. */
@NullMarked
package dev.ikat.weave.types;

import org.jspecify.annotations.NullMarked;
