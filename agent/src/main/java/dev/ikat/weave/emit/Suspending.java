package dev.ikat.weave.emit;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.DirectCall;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Slot;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Leaving at an await, in its own line and try ranges, which do not matter: none of it throws.
 *
 * <pre>
 *   r = Trampoline.await(awaitable, trampoline);
 *   if (r != SUSPENDED) goto joined;
 *   frame.r0 = stack…; frame.l0 = local…;
 *   frame.label = n;
 *   trampoline.link(frame);
 *   return SUSPENDED;
 *   … joined:
 * </pre>
 */
final class Suspending {
    private Suspending() {}

    /** Puts the await, or the direct call, in place of the user's. {@code obtainFrame} puts the frame into its local. */
    static void replace(
            MethodPlan plan,
            MethodNode method,
            OwnLocals own,
            AwaitPoint point,
            Instance instance,
            InsnList obtainFrame,
            InsnList then) {
        AbstractInsnNode call = instance.node(point.index());
        LabelNode joined = new LabelNode();
        InsnList code = Code.of(Code.op(Opcodes.DUP), suspended(), new JumpInsnNode(Opcodes.IF_ACMPNE, joined));
        code.add(suspend(plan, own, point, obtainFrame));
        code.add(then);
        code.add(joined);
        code.add(own.map(point.localItems(), point.stackItems(), RuntimeSymbols.OBJECT));
        method.instructions.insert(call, code);
        DirectCall direct = point.direct();
        AbstractInsnNode site = direct == null ? call : instance.node(direct.index());
        method.instructions.insertBefore(site, Code.load(own.trampoline()));
        method.instructions.insertBefore(site, direct == null ? await() : direct(plan, direct));
        method.instructions.remove(site);
        if (direct != null) {
            method.instructions.remove(call);
        }
    }

    /** The awaited object and the trampoline are on the stack. */
    static AbstractInsnNode await() {
        return Code.callInterfaceStatic(
                RuntimeSymbols.TRAMPOLINE, RuntimeSymbols.AWAIT, RuntimeSymbols.TRAMPOLINE_AWAIT_DESCRIPTOR);
    }

    private static AbstractInsnNode direct(MethodPlan plan, DirectCall call) {
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC, plan.owner(), call.name(), call.descriptor(), plan.ownerIsInterface());
    }

    private static InsnList suspend(MethodPlan plan, OwnLocals own, AwaitPoint point, InsnList obtainFrame) {
        InsnList code = Code.of(Code.op(Opcodes.POP));
        code.add(obtainFrame);
        for (int i = point.stack().size() - 1; i >= 0; i--) {
            Slot slot = point.stack().get(i);
            code.add(slot.saved() ? FrameAccess.save(plan.shape(), own.frame(), slot) : Code.of(Code.op(Opcodes.POP)));
        }
        for (Slot slot : point.locals()) {
            if (slot.saved()) {
                code.add(Code.load(slot.kind(), slot.local()));
                code.add(FrameAccess.save(plan.shape(), own.frame(), slot));
            }
        }
        code.add(leave(own, plan.frameLabel(point.label())));
        return code;
    }

    private static InsnList leave(OwnLocals own, int label) {
        return Code.of(
                Code.load(own.frame()),
                Code.push(label),
                new FieldInsnNode(Opcodes.PUTFIELD, RuntimeSymbols.FRAME, "label", "I"),
                Code.load(own.trampoline()),
                Code.load(own.frame()),
                Code.callInterface(RuntimeSymbols.TRAMPOLINE, "link", RuntimeSymbols.LINK_DESCRIPTOR),
                suspended(),
                Code.op(Opcodes.ARETURN));
    }

    static FieldInsnNode suspended() {
        return new FieldInsnNode(
                Opcodes.GETSTATIC, RuntimeSymbols.FRAME, "SUSPENDED", RuntimeSymbols.OBJECT_DESCRIPTOR);
    }
}
