package dev.ikat;

import dev.ikat.frame.GeneratorFrame;
import org.jspecify.annotations.Nullable;

/**
 * A generator whose body emits all of others; or has a frame that is larger than most. It is a class of its own for the sake
 * of the profiles of {@link GeneratorRun#advance} and {@link GeneratorRun#hasNext}: what one generator of a program does here
 * would be compiled into the loops over all.
 */
final class GeneratorChain<T> extends GeneratorRun<T> {
    GeneratorChain(GeneratorFrame frame) {
        super(frame);
    }

    @Override
    public boolean hasNext() {
        return state == READY || advanceRaising(null, null);
    }

    @Override
    boolean advance(@Nullable Object sent) {
        return advanceRaising(sent, null);
    }
}
