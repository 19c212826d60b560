/** What rules ask of a program's source: the code around a place, its types, and the names of the runtime. */
@NullMarked
package dev.ikat.compiler.source;

import org.jspecify.annotations.NullMarked;
