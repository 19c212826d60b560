package dev.ikat.weave.plan;

import org.objectweb.asm.Type;

/**
 * An await of a call whose target is known: the callee runs at once on the caller's stack, without a coroutine object.
 *
 * @param index the index of the call that makes the coroutine
 * @param name the callee's name
 * @param descriptor the descriptor of the callee's direct body
 */
public record DirectCall(int index, String name, String descriptor) {
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
