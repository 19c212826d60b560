package dev.ikat.weave.emit;

import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The object by which frames reach a resumable body, for all places that make frames of a method:
 *
 * <pre>
 *   static Body greet() { return Greet::greet; }
 * </pre>
 *
 * Each place with a method reference of its own would get a class of its own when it is linked, and what resumes frames
 * would see as many classes as there are awaits, where the JIT takes two for few and three for many.
 */
public final class SharedBody {
    private SharedBody() {}

    /** The method to add. */
    public static MethodNode of(MethodPlan plan) {
        MethodNode method = new MethodNode();
        Synthetic.declare(method, plan.bodyName(), RuntimeSymbols.SHARED_BODY_DESCRIPTOR);
        method.instructions.add(NewFrame.reference(plan));
        method.instructions.add(Code.op(Opcodes.ARETURN));
        return method;
    }

    static MethodInsnNode call(MethodPlan plan) {
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                plan.owner(),
                plan.bodyName(),
                RuntimeSymbols.SHARED_BODY_DESCRIPTOR,
                plan.ownerIsInterface());
    }
}
