/** The frames of woven methods. Public for generated code only. */
@NullMarked
package dev.ikat.woven;

import org.jspecify.annotations.NullMarked;
