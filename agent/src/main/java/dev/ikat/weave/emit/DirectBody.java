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
 *     if (r == SUSPENDED) { frame = new Frames.R2L0(Greet::greet); … }  // goes on in the resumable body
 *     …
 * </pre>
 *
 * A recursive one counts how deep it nests, and leaves what is too deep to the trampoline:
 *
 * <pre>
 *     if (!trampoline.descend()) return trampoline.postpone(greet(name, delay));
 *     … trampoline.ascend(); return r;
 * </pre>
 */
public final class DirectBody {
    private final MethodPlan plan;
    private final MethodNode method;
    private final OwnLocals own;
    private final boolean overridable;
    private final boolean recursive;

    private DirectBody(MethodPlan plan, MethodNode method, boolean overridable, boolean recursive) {
        this.plan = plan;
        this.method = method;
        this.overridable = overridable;
        this.recursive = recursive;
        this.own = new OwnLocals(plan.userLocals(), "");
    }

    /** Turns a copy of the normalised method into the body. */
    public static void write(MethodPlan plan, MethodNode method, String name, boolean overridable, boolean recursive) {
        DirectBody body = new DirectBody(plan, method, overridable, recursive);
        AbstractInsnNode[] original = method.instructions.toArray();
        StackMaps.extend(method, body.own);
        Instance whole = Instance.whole(original);
        plan.points().forEach(point -> body.await(point, whole));
        Returns.write(method, whole, plan.returns(), body::tailAwait);
        if (recursive) {
            plan.returns().forEach(point -> method.instructions.insertBefore(original[point.index()], body.ascend()));
        }
        method.instructions.insert(body.prologue());
        StackMaps.separate(method);
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        Synthetic.declare(method, name, DirectCall.descriptor(plan.owner(), isStatic, method.desc));
    }

    private void await(AwaitPoint point, Instance whole) {
        InsnList obtainFrame = NewFrame.push(plan, plan.waiting());
        obtainFrame.add(Code.store(own.frame()));
        Suspending.replace(plan, method, own, point, whole, obtainFrame, null, new InsnList());
    }

    private InsnList ascend() {
        return Code.of(
                Code.load(own.trampoline()),
                Code.callInterface(RuntimeSymbols.TRAMPOLINE, RuntimeSymbols.ASCEND, RuntimeSymbols.ASCEND_DESCRIPTOR));
    }

    private InsnList prologue() {
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
        if (recursive) {
            code.add(unlessShallow());
        }
        return code;
    }

    private InsnList unlessShallow() {
        LabelNode shallow = new LabelNode();
        InsnList code = Code.of(
                Code.load(own.trampoline()),
                Code.callInterface(
                        RuntimeSymbols.TRAMPOLINE, RuntimeSymbols.DESCEND, RuntimeSymbols.DESCEND_DESCRIPTOR),
                new JumpInsnNode(Opcodes.IFNE, shallow));
        code.add(NewFrame.ofCall(plan, own.frame()));
        code.add(Code.of(
                Code.load(own.trampoline()),
                Code.load(own.frame()),
                Code.callInterface(
                        RuntimeSymbols.TRAMPOLINE, RuntimeSymbols.POSTPONE, RuntimeSymbols.POSTPONE_DESCRIPTOR),
                Code.op(Opcodes.ARETURN),
                shallow,
                OwnLocals.map(own.items(argumentItems()), List.of())));
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
        List<Object> items = argumentItems();
        items.add(RuntimeSymbols.TRAMPOLINE);
        return OwnLocals.map(items, List.of());
    }

    private List<Object> argumentItems() {
        List<Object> items = new ArrayList<>();
        plan.arguments().forEach(argument -> items.add(argument.mapItem()));
        return items;
    }

    private InsnList tailAwait() {
        return Code.of(Code.load(own.trampoline()), Suspending.await());
    }
}
