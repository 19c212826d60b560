package dev.ikat.woven;

import dev.ikat.frame.Body;
import dev.ikat.frame.Frame;
import dev.ikat.frame.Trampoline;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The body of a method that was woven for a debugger. A method reference would do the same faster, but the class that the
 * JVM makes for it has a name like the user's, and a debugger that steps out of the method stops there; method handles
 * are the JDK's, which debuggers pass over.
 */
public final class HandleBody implements Body {
    private final MethodHandle code;

    /** For generated code: a handle of the woven body. */
    public HandleBody(MethodHandle code) {
        this.code = code;
    }

    @Override
    public @Nullable Object resume(
            @Nullable Frame frame, @Nullable Object value, @Nullable Throwable error, Trampoline trampoline)
            throws Throwable {
        return (Object) code.invokeExact(frame, value, error, trampoline);
    }
}
