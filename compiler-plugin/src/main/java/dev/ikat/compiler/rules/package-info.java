/** One class for each kind of misuse. */
@NullMarked
package dev.ikat.compiler.rules;

import org.jspecify.annotations.NullMarked;
