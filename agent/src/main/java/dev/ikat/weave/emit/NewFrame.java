package dev.ikat.weave.emit;

import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Shape;
import dev.ikat.weave.plan.Slot;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** {@code new Frames.R2L1(Greet::greet)}: the body is reached as javac reaches a lambda's, or by a handle for debugging. */
final class NewFrame {
    private NewFrame() {}

    static InsnList push(MethodPlan plan, Shape shape) {
        InsnList code = Code.of(new TypeInsnNode(Opcodes.NEW, shape.type()), Code.op(Opcodes.DUP));
        code.add(body(plan));
        String descriptor = "(" + RuntimeSymbols.BODY_DESCRIPTOR + ")V";
        if (shape.arrays()) {
            code.add(Code.push(shape.refs()));
            code.add(Code.push(shape.longs()));
            descriptor = "(" + RuntimeSymbols.BODY_DESCRIPTOR + "II)V";
        }
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, shape.type(), "<init>", descriptor, false));
        return code;
    }

    /** As {@link #push}, into the local, with the arguments saved for a run from the start. */
    static InsnList ofCall(MethodPlan plan, int local) {
        InsnList code = push(plan, plan.shape());
        code.add(Code.store(local));
        for (Slot argument : plan.arguments()) {
            code.add(FrameAccess.saveLocal(plan.shape(), local, argument));
        }
        return code;
    }

    private static Handle resume(MethodPlan plan) {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                plan.owner(),
                plan.bodyName(),
                RuntimeSymbols.RESUME_DESCRIPTOR,
                plan.ownerIsInterface());
    }

    private static InsnList handleBody(MethodPlan plan) {
        return Code.of(
                new TypeInsnNode(Opcodes.NEW, RuntimeSymbols.HANDLE_BODY),
                Code.op(Opcodes.DUP),
                new LdcInsnNode(resume(plan)),
                new MethodInsnNode(
                        Opcodes.INVOKESPECIAL,
                        RuntimeSymbols.HANDLE_BODY,
                        "<init>",
                        RuntimeSymbols.HANDLE_BODY_DESCRIPTOR,
                        false));
    }

    private static InsnList body(MethodPlan plan) {
        if (plan.aim() == Aim.DEBUGGING) {
            return handleBody(plan);
        }
        return Code.of(plan.bodyShared() ? SharedBody.call(plan) : reference(plan));
    }

    static InvokeDynamicInsnNode reference(MethodPlan plan) {
        return linked(RuntimeSymbols.RESUME, RuntimeSymbols.SHARED_BODY_DESCRIPTOR, RuntimeSymbols.metafactory(), plan);
    }

    /** Makes a generator of the frame on top of the stack. */
    static InvokeDynamicInsnNode generator(MethodPlan plan) {
        String descriptor = RuntimeSymbols.generatorOf(plan.shape().type());
        return linked(RuntimeSymbols.OF, descriptor, RuntimeSymbols.generatorLinkage(), plan);
    }

    private static InvokeDynamicInsnNode linked(String name, String descriptor, Handle bootstrap, MethodPlan plan) {
        return new InvokeDynamicInsnNode(
                name, descriptor, bootstrap, RuntimeSymbols.resumeType(), resume(plan), RuntimeSymbols.resumeType());
    }
}
