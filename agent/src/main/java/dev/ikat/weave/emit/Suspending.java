package dev.ikat.weave.emit;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Slot;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Leaving at an await. In line, and out of line behind the body:
 *
 * <pre>
 *   r = Trampoline.await(awaitable, trampoline);
 *   if (r == SUSPENDED) goto suspend;
 *   …
 * suspend:
 *   frame.r0 = stack…; frame.l0 = local…;
 *   frame.label = n;
 *   trampoline.link(frame);
 *   return SUSPENDED;
 * </pre>
 */
final class Suspending {
    private Suspending() {}

    /** The awaited object is on the stack; leaves the outcome there, or jumps with SUSPENDED in its place. */
    static InsnList await(OwnLocals own, LabelNode suspend) {
        return Code.of(
                Code.load(own.trampoline()),
                Code.callStatic(
                        RuntimeSymbols.TRAMPOLINE, RuntimeSymbols.AWAIT, RuntimeSymbols.TRAMPOLINE_AWAIT_DESCRIPTOR),
                Code.op(Opcodes.DUP),
                suspended(),
                new JumpInsnNode(Opcodes.IF_ACMPEQ, suspend));
    }

    /** The out-of-line part; {@code obtainFrame} puts the frame into its local. */
    static InsnList suspend(MethodPlan plan, OwnLocals own, AwaitPoint point, LabelNode label, InsnList obtainFrame) {
        InsnList code = Code.of(
                label, own.map(point.localItems(), point.stackItems(), RuntimeSymbols.OBJECT), Code.op(Opcodes.POP));
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
        code.add(leave(own, point.label()));
        return code;
    }

    private static InsnList leave(OwnLocals own, int label) {
        return Code.of(
                Code.load(own.frame()),
                Code.push(label),
                new FieldInsnNode(Opcodes.PUTFIELD, RuntimeSymbols.FRAME, "label", "I"),
                Code.load(own.trampoline()),
                Code.load(own.frame()),
                Code.callVirtual(RuntimeSymbols.TRAMPOLINE, "link", RuntimeSymbols.LINK_DESCRIPTOR),
                suspended(),
                Code.op(Opcodes.ARETURN));
    }

    static FieldInsnNode suspended() {
        return new FieldInsnNode(
                Opcodes.GETSTATIC, RuntimeSymbols.FRAME, "SUSPENDED", RuntimeSymbols.OBJECT_DESCRIPTOR);
    }
}
