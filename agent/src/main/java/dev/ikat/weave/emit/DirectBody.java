package dev.ikat.weave.emit;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.DirectCall;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The first run of a call that is awaited where it is made: straight on the JVM's stack, with no resume entries, and with
 * a frame only once it suspends. A call that does not suspend allocates nothing.
 *
 * <pre>
 *   static Object greet(String name, Duration delay, Trampoline trampoline)
 *     …
 *     r = Trampoline.await(awaitable, trampoline);
 *     if (r == SUSPENDED) goto suspend1;
 *     …
 *   suspend1: frame = new Frames.R2L0(Greet::greet); …              // goes on in the resumable body
 * </pre>
 */
public final class DirectBody {
    private final MethodPlan plan;
    private final MethodNode method;
    private final OwnLocals own;
    private final InsnList outOfLine = new InsnList();

    private DirectBody(MethodPlan plan, MethodNode method) {
        this.plan = plan;
        this.method = method;
        this.own = new OwnLocals(plan.userLocals(), "");
    }

    /** Turns a copy of the normalised method into the body. */
    public static void write(MethodPlan plan, MethodNode method, boolean overridable) {
        DirectBody body = new DirectBody(plan, method);
        AbstractInsnNode[] original = method.instructions.toArray();
        StackMaps.extend(method, body.own);
        plan.points().forEach(point -> body.await(point, original));
        Returns.write(method, original, plan.returns(), body::tailAwait);
        method.instructions.insert(body.prologue(overridable));
        method.instructions.add(body.outOfLine);
        StackMaps.separate(method);
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        Synthetic.declare(method, method.name, DirectCall.descriptor(plan.owner(), isStatic, method.desc));
    }

    private void await(AwaitPoint point, AbstractInsnNode[] original) {
        LabelNode suspend = new LabelNode();
        Suspending.replace(plan, method, own, point, original, Suspending.check(suspend));
        InsnList obtainFrame = NewFrame.push(plan);
        obtainFrame.add(Code.store(own.frame()));
        outOfLine.add(Suspending.suspend(plan, own, point, suspend, obtainFrame));
    }

    private InsnList prologue(boolean overridable) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        int slots = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        int passed = isStatic ? slots - 1 : slots;
        InsnList code = new InsnList();
        if (overridable) {
            code.add(unlessExact(passed));
        } else if (!isStatic) {
            code.add(Code.load(0));
            code.add(Code.callStatic("java/util/Objects", "requireNonNull", "(Ljava/lang/Object;)Ljava/lang/Object;"));
            code.add(Code.op(Opcodes.POP));
        }
        if (passed != own.trampoline()) {
            code.add(Code.load(passed));
            code.add(Code.store(own.trampoline()));
        }
        return code;
    }

    /** {@code if (this.getClass() != Greet.class) return await(this.greet(name, delay))}: a subclass may override it. */
    private InsnList unlessExact(int passed) {
        LabelNode exact = new LabelNode();
        InsnList code = Code.of(
                Code.load(0),
                Code.callVirtual(RuntimeSymbols.OBJECT, "getClass", "()Ljava/lang/Class;"),
                new LdcInsnNode(Type.getObjectType(plan.owner())),
                new JumpInsnNode(Opcodes.IF_ACMPEQ, exact));
        for (Slot argument : plan.arguments()) {
            code.add(Code.load(argument.kind(), argument.local()));
        }
        code.add(Code.of(
                Code.callVirtual(plan.owner(), method.name, method.desc),
                Code.load(passed),
                Suspending.await(),
                Code.op(Opcodes.ARETURN),
                exact,
                parameterMap()));
        return code;
    }

    private FrameNode parameterMap() {
        List<Object> items = new ArrayList<>();
        plan.arguments().forEach(argument -> items.add(argument.mapItem()));
        items.add(RuntimeSymbols.TRAMPOLINE);
        return OwnLocals.map(items, List.of());
    }

    private InsnList tailAwait() {
        return Code.of(Code.load(own.trampoline()), Suspending.await());
    }
}
