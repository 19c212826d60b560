package dev.ikat.weave.plan;

import org.objectweb.asm.Type;

/**
 * An await of a call whose target is known: a static method runs at once on the caller's stack, without a coroutine object.
 *
 * @param index the index of the call that makes the coroutine
 * @param owner the class of the static method: this one, or one of the runtime's
 * @param name the static method's name
 * @param descriptor its descriptor
 */
public record DirectCall(int index, String owner, String name, String descriptor) {
    /** Whether the last argument is the trampoline: not where the runtime finds the task that runs by itself. */
    public boolean takesTrampoline() {
        return descriptor.contains(RuntimeSymbols.TRAMPOLINE_DESCRIPTOR + ")");
    }

    /** The direct body's descriptor: the receiver first, the trampoline last, the bare result. */
    public static String descriptor(String owner, boolean isStatic, String methodDescriptor) {
        StringBuilder descriptor = new StringBuilder("(");
        if (!isStatic) {
            descriptor.append('L').append(owner).append(';');
        }
        for (Type argument : Type.getArgumentTypes(methodDescriptor)) {
            descriptor.append(argument.getDescriptor());
        }
        return descriptor
                .append(RuntimeSymbols.TRAMPOLINE_DESCRIPTOR)
                .append(')')
                .append(RuntimeSymbols.OBJECT_DESCRIPTOR)
                .toString();
    }
}
