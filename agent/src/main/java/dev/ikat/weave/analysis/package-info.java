/** Where awaits stand, types, liveness, legality. It never changes a method. */
@NullMarked
package dev.ikat.weave.analysis;

import org.jspecify.annotations.NullMarked;
