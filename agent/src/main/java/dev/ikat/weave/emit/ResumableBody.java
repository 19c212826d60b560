package dev.ikat.weave.emit;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Shape;
import dev.ikat.weave.plan.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The body that has its frame already: run from the start for a coroutine that was made cold, and from each await after a
 * resume.
 *
 * <pre>
 *   if (frame == null) return "Greet|greet|Greet.java|9,10";
 *   if (!(frame instanceof Frames.R2L0)) throw Site.redefined(frame);
 *   push value, error;                                              // and leave them there
 *   switch (frame.label) { case 1: goto resume1; … default: goto other; }
 *   resume1: name = frame.r0; …; goto entered1;                     // outside all try ranges
 * other:
 *   if (frame.label != NEW) throw Site.redefined(frame);
 *   frame.label = RUNNING; name = frame.r0; …                        // the parameters
 *   …
 *     r = Trampoline.await(awaitable, trampoline);
 *     if (r != SUSPENDED) goto joined1;
 *     frame.r0 = …; return Trampoline.suspendAt(frame, 1, trampoline);
 *   entered1:                                                       // inside the await's own try ranges
 *     r = Frame.outcome(value, error);
 *   joined1:
 *   …
 * </pre>
 *
 * An await in a loop is entered in a copy of the rest of its iteration, so that the loop has one entry: see {@link Copies}.
 */
public final class ResumableBody {
    private final MethodPlan plan;
    private final MethodNode method;
    private final OwnLocals own;
    /** Before the first line of the body, so that it belongs to none: a debugger that steps does not see it. */
    private final InsnList restoring = new InsnList();

    private final LabelNode[] resumes;

    private ResumableBody(MethodPlan plan, MethodNode method) {
        this.plan = plan;
        this.method = method;
        this.own = new OwnLocals(plan.userLocals(), plan.waiting().type());
        this.resumes = new LabelNode[plan.points().size()];
    }

    /** Turns a copy of the normalised method into the body. */
    public static void write(MethodPlan plan, MethodNode method) {
        ResumableBody body = new ResumableBody(plan, method);
        List<Instance> instances = Copies.write(plan, method);
        StackMaps.extend(method, body.own);
        for (AwaitPoint point : plan.points()) {
            body.await(point, instances);
        }
        for (Instance instance : instances) {
            plan.stores().forEach((index, slot) -> body.save(slot, instance, index));
            Returns.write(method, instance, plan.returns(), body::tailAwait);
        }
        method.instructions.insert(body.prologue());
        StackMaps.separate(method);
        Synthetic.declare(method, plan.bodyName(), RuntimeSymbols.RESUME_DESCRIPTOR);
    }

    private void save(Slot slot, Instance instance, int index) {
        if (instance.reaches(index)) {
            method.instructions.insert(instance.node(index), FrameAccess.saveLocal(plan.waiting(), own.frame(), slot));
        }
    }

    private void await(AwaitPoint point, List<Instance> instances) {
        List<Instance> all =
                instances.stream().filter(it -> it.has(point.index())).toList();
        long reached = all.stream().filter(it -> it.reaches(point.index())).count();
        LabelNode leaving = reached > 1 ? new LabelNode() : null;
        all.forEach(instance -> await(point, instance, leaving));
        if (leaving != null) {
            method.instructions.add(Suspending.shared(plan, own, point, leaving));
        }
    }

    private void await(AwaitPoint point, Instance instance, @Nullable LabelNode leaving) {
        InsnList entered = instance.entered().get(point.label()) ? entered(point) : new InsnList();
        if (instance.reaches(point.index())) {
            Suspending.replace(plan, method, own, point, instance, new InsnList(), leaving, entered);
        } else {
            AbstractInsnNode placeholder = instance.node(point.index());
            method.instructions.insert(placeholder, entered);
            method.instructions.remove(placeholder);
        }
    }

    private InsnList entered(AwaitPoint point) {
        LabelNode entered = new LabelNode();
        LabelNode resume = new LabelNode();
        resumes[point.label() - 1] = resume;
        restoring.add(resume(point, resume, entered));
        return Code.of(
                entered,
                own.map(point.localItems(), point.stackItems(), RuntimeSymbols.OBJECT, RuntimeSymbols.THROWABLE),
                Code.callStatic(RuntimeSymbols.FRAME, "outcome", RuntimeSymbols.OUTCOME_DESCRIPTOR));
    }

    private InsnList resume(AwaitPoint point, LabelNode resume, LabelNode entered) {
        InsnList code = Code.of(resume, dispatchMap());
        boolean below = !point.stack().isEmpty();
        if (below) {
            code.add(Code.of(Code.store(own.error()), Code.store(own.value())));
        }
        for (Slot slot : point.locals()) {
            code.add(restored(plan.waiting(), slot));
            code.add(Code.store(slot.kind(), slot.local()));
        }
        if (below) {
            point.stack().forEach(slot -> code.add(restored(plan.waiting(), slot)));
            code.add(take(own.value()));
            code.add(take(own.error()));
        }
        code.add(new JumpInsnNode(Opcodes.GOTO, entered));
        return code;
    }

    /** Pushes a local and forgets it there. */
    private static InsnList take(int local) {
        return Code.of(Code.load(local), Code.op(Opcodes.ACONST_NULL), Code.store(local));
    }

    private InsnList restored(Shape shape, Slot slot) {
        if (slot.saved()) {
            return slot.stays()
                    ? FrameAccess.read(shape, own.frame(), slot)
                    : FrameAccess.restore(shape, own.frame(), slot);
        }
        Number known = slot.known();
        return Code.of(known == null ? Code.op(Opcodes.ACONST_NULL) : Code.push(known));
    }

    /** What holds when the label is looked at: nothing of the user's yet, and what the resume brings on the stack. */
    private AbstractInsnNode dispatchMap() {
        return own.map(List.of(), List.of(), RuntimeSymbols.OBJECT, RuntimeSymbols.THROWABLE);
    }

    private InsnList prologue() {
        LabelNode redefined = new LabelNode();
        InsnList code = describe(redefined);
        code.add(take(1));
        code.add(take(2));
        code.add(Code.of(
                Code.load(0),
                Code.op(Opcodes.DUP),
                new TypeInsnNode(Opcodes.INSTANCEOF, plan.waiting().type()),
                new JumpInsnNode(Opcodes.IFEQ, redefined),
                new TypeInsnNode(Opcodes.CHECKCAST, plan.waiting().type()),
                Code.load(3),
                Code.store(own.trampoline()),
                Code.store(own.frame())));
        code.add(dispatch());
        code.add(begin(redefined));
        for (Slot argument : plan.arguments()) {
            code.add(restored(plan.shape(), argument));
            code.add(Code.store(argument.kind(), argument.local()));
        }
        return code;
    }

    /** And where it goes if another version of this method made the frame that is on top of the stack. */
    private InsnList describe(LabelNode redefined) {
        LabelNode asked = new LabelNode();
        return Code.of(
                Code.load(0),
                new JumpInsnNode(Opcodes.IFNONNULL, asked),
                new LdcInsnNode(plan.description()),
                Code.op(Opcodes.ARETURN),
                redefined,
                OwnLocals.map(
                        List.of(), List.of(RuntimeSymbols.OBJECT, RuntimeSymbols.THROWABLE, RuntimeSymbols.FRAME)),
                Code.callStatic(RuntimeSymbols.SITE, RuntimeSymbols.REDEFINED, RuntimeSymbols.REDEFINED_DESCRIPTOR),
                Code.op(Opcodes.ATHROW),
                asked,
                OwnLocals.map(
                        List.of(
                                RuntimeSymbols.FRAME,
                                RuntimeSymbols.OBJECT,
                                RuntimeSymbols.THROWABLE,
                                RuntimeSymbols.TRAMPOLINE),
                        List.of()));
    }

    private InsnList dispatch() {
        if (resumes.length == 0) {
            return new InsnList();
        }
        LabelNode other = new LabelNode();
        InsnList code = Code.of(Code.load(own.frame()), label());
        code.add(new TableSwitchInsnNode(plan.frameLabel(1), plan.frameLabel(resumes.length), other, resumes));
        code.add(restoring);
        code.add(other);
        code.add(dispatchMap());
        return code;
    }

    /** The run from the start, only where the label is 0 and the frame has the arguments. */
    private InsnList begin(LabelNode redefined) {
        InsnList code = Code.of(
                Code.load(own.frame()), Code.op(Opcodes.DUP), label(), new JumpInsnNode(Opcodes.IFNE, redefined));
        if (!plan.shape().type().equals(plan.waiting().type())) {
            code.add(Code.of(
                    Code.op(Opcodes.DUP),
                    new TypeInsnNode(Opcodes.INSTANCEOF, plan.shape().type()),
                    new JumpInsnNode(Opcodes.IFEQ, redefined),
                    new TypeInsnNode(Opcodes.CHECKCAST, plan.shape().type()),
                    Code.op(Opcodes.DUP),
                    Code.store(own.frame())));
        }
        code.add(Code.of(
                Code.push(plan.runningLabel()),
                new FieldInsnNode(Opcodes.PUTFIELD, RuntimeSymbols.FRAME, "label", "I"),
                Code.op(Opcodes.POP2)));
        return code;
    }

    private static AbstractInsnNode label() {
        return new FieldInsnNode(Opcodes.GETFIELD, RuntimeSymbols.FRAME, "label", "I");
    }

    private InsnList tailAwait() {
        return Code.of(
                Code.load(own.frame()),
                Code.load(own.trampoline()),
                Code.callInterfaceStatic(RuntimeSymbols.TRAMPOLINE, "tailAwait", RuntimeSymbols.TAIL_AWAIT_DESCRIPTOR));
    }
}
