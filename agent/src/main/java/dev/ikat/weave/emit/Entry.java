package dev.ikat.weave.emit;

import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Shape;
import dev.ikat.weave.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What stays under the method's own signature:
 *
 * <pre>
 *   frame = new Frames.R2L0(Greet::greet);
 *   frame.r0 = name; frame.r1 = delay;
 *   return frame;                            // hot: return Ikat.start(frame), or Ikat.startFuture(frame);
 *                                            // a generator: return Generator.of(frame), or a call linked to its own class
 * </pre>
 */
public final class Entry {
    private Entry() {}

    /** Replaces the method's code. */
    public static void write(MethodPlan plan, MethodNode method) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        int frame = method.maxLocals;
        InsnList code = Code.of(start);
        code.add(NewFrame.ofCall(plan, frame));
        code.add(Code.load(frame));
        switch (plan.kind()) {
            case COROUTINE -> {}
            case TASK ->
                code.add(Code.callStatic(RuntimeSymbols.IKAT, RuntimeSymbols.START, RuntimeSymbols.START_DESCRIPTOR));
            case FUTURE ->
                code.add(Code.callStatic(
                        RuntimeSymbols.IKAT, RuntimeSymbols.START_FUTURE, RuntimeSymbols.START_FUTURE_DESCRIPTOR));
            case GENERATOR -> code.add(generator(plan));
            case ASYNC_GENERATOR ->
                code.add(Code.callInterfaceStatic(
                        RuntimeSymbols.ASYNC_GENERATOR, RuntimeSymbols.OF, RuntimeSymbols.ASYNC_GENERATOR_OF));
        }
        code.add(Code.op(Opcodes.ARETURN));
        code.add(end);
        method.localVariables = parameters(method, plan, start, end);
        method.instructions = code;
        method.tryCatchBlocks = new ArrayList<>();
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
    }

    /** Of a class for this body alone, but for a debugger, which would stop in it: a copy has a name of its own. */
    private static AbstractInsnNode generator(MethodPlan plan) {
        return plan.shape().of() == Shape.Of.GENERATOR && plan.aim() != Aim.DEBUGGING
                ? NewFrame.generator(plan)
                : Code.callInterfaceStatic(RuntimeSymbols.GENERATOR, RuntimeSymbols.OF, RuntimeSymbols.GENERATOR_OF);
    }

    /** The debug entries of the parameters: the first that the compiler wrote for each. */
    private static List<LocalVariableNode> parameters(
            MethodNode method, MethodPlan plan, LabelNode start, LabelNode end) {
        List<LocalVariableNode> parameters = new ArrayList<>();
        if (method.localVariables == null) {
            return parameters;
        }
        for (Slot argument : plan.arguments()) {
            method.localVariables.stream()
                    .filter(variable -> variable.index == argument.local())
                    .findFirst()
                    .map(it -> new LocalVariableNode(it.name, it.desc, it.signature, start, end, it.index))
                    .ifPresent(parameters::add);
        }
        return parameters;
    }
}
