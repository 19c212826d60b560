package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.frame.GeneratorFrame;
import dev.ikat.frame.Trampoline;
import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generator whose body is a constant. Each generator method gets a copy of this class, made from its class file as a
 * hidden class, with the method's body as class data. So the JIT sees one body behind {@link #advance}, and compiles it
 * into the loop of whoever iterates, however many generators a program has: what they did would be one profile, and one
 * piece of code, if they shared the class.
 *
 * <p>It is for bodies that emit elements of their own only.
 */
final class SpecialisedGenerator<T> extends GeneratorRun<T> {
    private static final MethodHandle BODY = datum(0, MethodHandle.class);
    private static final Class<?> FRAME = datum(1, Class.class);

    private final GeneratorFrame own;

    private SpecialisedGenerator(GeneratorFrame frame) {
        super(frame);
        this.own = frame;
    }

    /**
     * What makes a generator of a frame, by a copy for this body; by the shared class where the class file is not to be had,
     * as in a native image.
     *
     * @param type (a frame's class) to a generator
     */
    static MethodHandle makerFor(MethodHandle body, MethodType type) throws IOException, ReflectiveOperationException {
        MethodType of = MethodType.methodType(Generator.class, GeneratorFrame.class);
        MethodHandles.Lookup here = MethodHandles.lookup();
        byte[] file = classFile(here.lookupClass());
        if (file == null) {
            return here.findStatic(GeneratorRun.class, "of", of).asType(type);
        }
        List<Object> data = List.of(body, type.parameterType(0));
        MethodHandles.Lookup copy = here.defineHiddenClassWithClassData(file, data, true);
        return copy.findStatic(copy.lookupClass(), "of", of).asType(type);
    }

    private static byte @Nullable [] classFile(Class<?> type) throws IOException {
        String name = type.getName();
        try (InputStream file = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return file == null ? null : file.readAllBytes();
        }
    }

    /** Called by {@link #makerFor}'s handle. */
    static <T> Generator<T> of(GeneratorFrame frame) {
        return new SpecialisedGenerator<>(frame);
    }

    /** Of a copy, its class data. */
    private static <D> D datum(int index, Class<D> type) {
        try {
            return MethodHandles.classDataAt(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, type, index);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public boolean hasNext() {
        return state == READY || advance(null);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    public T next() {
        if (state != READY && !advance(null)) {
            throw noElement();
        }
        Object element = value;
        value = null;
        state = IDLE;
        return (T) element;
    }

    /**
     * There is no call that gets this object, but one behind a branch that is tried with each element, and never taken: such
     * branches C2 leaves out, those that are tried at the end it does not. So where it compiles this with the loop of whoever
     * asks, it makes no object at all.
     */
    @Override
    boolean advance(@Nullable Object sent) {
        if (state != IDLE) {
            return advanceRaising(sent, null);
        }
        state = RUNNING;
        GeneratorFrame current = own;
        Object result = null;
        Throwable failure = null;
        try {
            result = (Object) BODY.invokeExact((Frame) current, sent, (Throwable) null, (Trampoline) this);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (result == Frame.EMITTED) {
            return true;
        }
        state = ENDED;
        value = result;
        current.label = Frame.ENDED;
        if (FRAME == GeneratorFrame.class) {
            current.r0 = null; // forget(), without a call
            current.r1 = null;
            current.r2 = null;
            current.r3 = null;
        } else {
            current.forget();
        }
        if (failure != null) {
            throw Sneaky.raise(failure);
        }
        return false;
    }
}
