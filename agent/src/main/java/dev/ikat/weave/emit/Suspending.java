package dev.ikat.weave.emit;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.DirectCall;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Slot;
import java.util.List;
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
 *
 * and at an emit, which always does:
 *
 * <pre>
 *   trampoline.emit(element);
 *   frame.r0 = stack…; frame.l0 = local…;
 *   if (frame.r1 != local) frame.r1 = local;    // a store of a reference costs more than a look
 *   frame.label = n;
 *   return EMITTED;
 *   … joined:                                  // what follows is reached by a resume only
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
        boolean awaits = point.kind() == AwaitPoint.Kind.AWAIT;
        InsnList code = awaits
                ? Code.of(
                        Code.op(Opcodes.DUP),
                        signal("SUSPENDED"),
                        new JumpInsnNode(Opcodes.IF_ACMPNE, joined),
                        Code.op(Opcodes.POP))
                : new InsnList();
        code.add(obtainFrame);
        code.add(save(plan, own, point));
        code.add(awaits ? link(own) : Code.of(signal("EMITTED")));
        code.add(Code.op(Opcodes.ARETURN));
        code.add(then);
        code.add(joined);
        code.add(own.map(point.localItems(), point.stackItems(), RuntimeSymbols.OBJECT));
        method.instructions.insert(call, code);
        if (!awaits) {
            method.instructions.insertBefore(call, emit(own, point.kind()));
            method.instructions.remove(call);
            return;
        }
        DirectCall direct = point.direct();
        AbstractInsnNode site = direct == null ? call : instance.node(direct.index());
        if (direct == null || direct.takesTrampoline()) {
            method.instructions.insertBefore(site, Code.load(own.trampoline()));
        }
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
                Opcodes.INVOKESTATIC,
                call.owner(),
                call.name(),
                call.descriptor(),
                call.owner().equals(plan.owner()) && plan.ownerIsInterface());
    }

    /** The element, or the source, is on the stack. */
    private static InsnList emit(OwnLocals own, AwaitPoint.Kind kind) {
        return Code.of(
                Code.load(own.trampoline()),
                Code.op(Opcodes.SWAP),
                Code.callInterface(
                        RuntimeSymbols.TRAMPOLINE,
                        kind == AwaitPoint.Kind.EMIT ? RuntimeSymbols.EMIT : RuntimeSymbols.EMIT_ALL,
                        RuntimeSymbols.TRAMPOLINE_EMIT_DESCRIPTOR));
    }

    private static InsnList save(MethodPlan plan, OwnLocals own, AwaitPoint point) {
        InsnList code = new InsnList();
        for (int i = point.stack().size() - 1; i >= 0; i--) {
            Slot slot = point.stack().get(i);
            code.add(
                    slot.saved() ? FrameAccess.save(plan.waiting(), own.frame(), slot) : Code.of(Code.op(Opcodes.POP)));
        }
        for (Slot slot : point.locals()) {
            if (slot.saved()) {
                code.add(
                        point.kind() == AwaitPoint.Kind.EMIT && slot.kind() == Slot.Kind.REFERENCE
                                ? keep(plan, own, point, slot)
                                : saveLocal(plan, own, slot));
            }
        }
        for (int place = point.refs(); place < plan.keptRefs(); place++) {
            code.add(FrameAccess.forget(plan.waiting(), own.frame(), place));
        }
        code.add(Code.of(
                Code.load(own.frame()),
                Code.push(plan.frameLabel(point.label())),
                new FieldInsnNode(Opcodes.PUTFIELD, RuntimeSymbols.FRAME, "label", "I")));
        return code;
    }

    private static InsnList saveLocal(MethodPlan plan, OwnLocals own, Slot slot) {
        InsnList code = Code.of(Code.load(slot.kind(), slot.local()));
        code.add(FrameAccess.save(plan.waiting(), own.frame(), slot));
        return code;
    }

    /** The frame often has it from the emit before, and a collector's barrier makes a store dearer than a look. */
    private static InsnList keep(MethodPlan plan, OwnLocals own, AwaitPoint point, Slot slot) {
        LabelNode kept = new LabelNode();
        InsnList code = FrameAccess.look(plan.waiting(), own.frame(), slot);
        code.add(Code.load(slot.local()));
        code.add(new JumpInsnNode(Opcodes.IF_ACMPEQ, kept));
        code.add(saveLocal(plan, own, slot));
        code.add(kept);
        code.add(OwnLocals.map(own.items(point.localItems()), List.of()));
        return code;
    }

    private static InsnList link(OwnLocals own) {
        return Code.of(
                Code.load(own.trampoline()),
                Code.load(own.frame()),
                Code.callInterface(RuntimeSymbols.TRAMPOLINE, "link", RuntimeSymbols.LINK_DESCRIPTOR),
                signal("SUSPENDED"));
    }

    private static FieldInsnNode signal(String name) {
        return new FieldInsnNode(Opcodes.GETSTATIC, RuntimeSymbols.FRAME, name, RuntimeSymbols.OBJECT_DESCRIPTOR);
    }
}
