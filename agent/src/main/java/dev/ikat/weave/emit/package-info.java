/** Code: spill, save, restore, dispatch. It carries out a plan and decides nothing. */
@NullMarked
package dev.ikat.weave.emit;

import org.jspecify.annotations.NullMarked;
