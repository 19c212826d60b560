/**
 * Resumable code: frames, their bodies and the trampoline that runs them. Public for generated code only: woven methods
 * and the classes of {@code dev.ikat.woven} call it, programs do not. It knows nothing of tasks or loops.
 */
@NullMarked
package dev.ikat.frame;

import org.jspecify.annotations.NullMarked;
