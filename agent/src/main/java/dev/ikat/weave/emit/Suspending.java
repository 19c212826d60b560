package dev.ikat.weave.emit;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.DirectCall;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Slot;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Leaving at an await, in its own line and try ranges, which do not matter: none of it throws.
 *
 * <pre>
 *   r = Trampoline.await(awaitable, trampoline);
 *   if (r != SUSPENDED) goto joined;
 *   frame.r0 = stack…; frame.l0 = local…;
 *   frame.keep1(local);                         // where the frame may have it already
 *   return Trampoline.suspendAt(frame, n, trampoline);
 *   … joined:
 * </pre>
 *
 * and at an emit, which always does:
 *
 * <pre>
 *   trampoline.emit(element);
 *   frame.r0 = stack…; frame.l0 = local…; frame.keep1(local);
 *   frame.label = n;
 *   return EMITTED;
 *   … joined:                                  // what follows is reached by a resume only
 * </pre>
 *
 * Where {@link Copies} have the same await, they leave, or emit, at one place.
 */
final class Suspending {
    private Suspending() {}

    /**
     * Puts the await, or the direct call, in place of the user's.
     *
     * @param obtainFrame puts the frame into its local
     * @param leaving where this await and its copies leave; null where there is no other, so that it does so here
     * @param then what stands between leaving and going on
     */
    static void replace(
            MethodPlan plan,
            MethodNode method,
            OwnLocals own,
            AwaitPoint point,
            Instance instance,
            InsnList obtainFrame,
            @Nullable LabelNode leaving,
            InsnList then) {
        AbstractInsnNode call = instance.node(point.index());
        LabelNode joined = new LabelNode();
        boolean awaits = point.kind() == AwaitPoint.Kind.AWAIT;
        InsnList code = awaits ? Code.of(Code.op(Opcodes.DUP), signal("SUSPENDED")) : new InsnList();
        if (leaving == null) {
            if (awaits) {
                code.add(new JumpInsnNode(Opcodes.IF_ACMPNE, joined));
            }
            code.add(leave(plan, own, point, obtainFrame));
        } else {
            code.add(new JumpInsnNode(awaits ? Opcodes.IF_ACMPEQ : Opcodes.GOTO, leaving));
            if (awaits && then.size() > 0) {
                code.add(new JumpInsnNode(Opcodes.GOTO, joined));
            }
        }
        code.add(then);
        code.add(joined);
        code.add(own.map(point.localItems(), point.stackItems(), RuntimeSymbols.OBJECT));
        method.instructions.insert(call, code);
        if (!awaits) {
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

    /** Where an await and its copies leave: behind the method, so that no try range and no loop has it. */
    static InsnList shared(MethodPlan plan, OwnLocals own, AwaitPoint point, LabelNode leaving) {
        InsnList code = Code.of(leaving);
        if (point.line() > 0) {
            code.add(new LineNumberNode(point.line(), leaving));
        }
        code.add(own.map(point.localItems(), point.stackItems(), RuntimeSymbols.OBJECT));
        code.add(leave(plan, own, point, new InsnList()));
        return code;
    }

    /** The awaited call's result, or the element, is on the stack. */
    private static InsnList leave(MethodPlan plan, OwnLocals own, AwaitPoint point, InsnList obtainFrame) {
        boolean awaits = point.kind() == AwaitPoint.Kind.AWAIT;
        InsnList code = awaits ? Code.of(Code.op(Opcodes.POP)) : emit(own, point.kind());
        boolean fresh = obtainFrame.size() > 0;
        code.add(obtainFrame);
        code.add(save(plan, own, point, fresh));
        code.add(awaits ? suspend(plan, own, point) : emitted(plan, own, point));
        code.add(Code.op(Opcodes.ARETURN));
        return code;
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

    private static InsnList save(MethodPlan plan, OwnLocals own, AwaitPoint point, boolean fresh) {
        InsnList code = new InsnList();
        for (int i = point.stack().size() - 1; i >= 0; i--) {
            Slot slot = point.stack().get(i);
            code.add(
                    slot.saved() ? FrameAccess.save(plan.waiting(), own.frame(), slot) : Code.of(Code.op(Opcodes.POP)));
        }
        for (Slot slot : point.locals()) {
            if (slot.saved()) {
                code.add(
                        fresh
                                ? FrameAccess.saveLocal(plan.waiting(), own.frame(), slot)
                                : FrameAccess.update(plan.waiting(), own.frame(), slot));
            }
        }
        if (!fresh) {
            BitSet left = plan.keptPlaces();
            left.andNot(point.places());
            left.stream().forEach(place -> code.add(FrameAccess.forget(plan.waiting(), own.frame(), place)));
        }
        return code;
    }

    private static InsnList suspend(MethodPlan plan, OwnLocals own, AwaitPoint point) {
        return Code.of(
                Code.load(own.frame()),
                Code.push(plan.frameLabel(point.label())),
                Code.load(own.trampoline()),
                Code.callInterfaceStatic(
                        RuntimeSymbols.TRAMPOLINE, RuntimeSymbols.SUSPEND_AT, RuntimeSymbols.SUSPEND_AT_DESCRIPTOR));
    }

    private static InsnList emitted(MethodPlan plan, OwnLocals own, AwaitPoint point) {
        return Code.of(
                Code.load(own.frame()),
                Code.push(plan.frameLabel(point.label())),
                new FieldInsnNode(Opcodes.PUTFIELD, RuntimeSymbols.FRAME, "label", "I"),
                signal("EMITTED"));
    }

    private static FieldInsnNode signal(String name) {
        return new FieldInsnNode(Opcodes.GETSTATIC, RuntimeSymbols.FRAME, name, RuntimeSymbols.OBJECT_DESCRIPTOR);
    }
}
