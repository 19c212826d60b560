/** jqwik: schedules and plans of faults as generated values, and properties that are coroutines. */
@NullMarked
package dev.ikat.testkit.jqwik;

import org.jspecify.annotations.NullMarked;
