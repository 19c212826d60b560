package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.Monitors;
import dev.ikat.weave.analysis.TypeFlow;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * {@code x.close()}, written or implied by try-with-resources, becomes
 *
 * <pre>
 *   if (x instanceof AsyncCloseable) await(Closings.sheltered(x.closeAsync())); else x.close();
 * </pre>
 *
 * for every receiver that may be one when the program runs: what the JDK's own classes close is left alone, and a permit,
 * which is closed at once, and so is a close inside a synchronized block, which cannot wait. Where there are such, {@code
 * thrown.addSuppressed(other)}, written or implied too, becomes {@code Closings.suppress(thrown, other)}, as other may be a
 * cancellation of the task.
 */
final class Closings {
    private Closings() {}

    static void rewrite(String owner, MethodNode method) throws AnalyzerException {
        if (!mayClose(method)) {
            return;
        }
        Map<MethodInsnNode, Frame<BasicValue>> calls = calls(owner, method);
        if (calls.isEmpty()) {
            return;
        }
        calls.forEach((call, frame) -> rewrite(method, call, frame));
        method.maxStack += 1;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call && suppresses(call)) {
                method.instructions.set(
                        call,
                        Insertion.call(
                                RuntimeSymbols.CLOSINGS, RuntimeSymbols.SUPPRESS, RuntimeSymbols.SUPPRESS_DESCRIPTOR));
            }
        }
    }

    /** It is final in Throwable. */
    private static boolean suppresses(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKEVIRTUAL
                && call.name.equals("addSuppressed")
                && call.desc.equals("(Ljava/lang/Throwable;)V");
    }

    private static boolean mayClose(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call && mayBeAsync(call)) {
                return true;
            }
        }
        return false;
    }

    /** The calls to rewrite, and what holds before them. Where a monitor is held nothing may wait: those stay. */
    private static Map<MethodInsnNode, Frame<BasicValue>> calls(String owner, MethodNode method)
            throws AnalyzerException {
        Map<MethodInsnNode, Frame<BasicValue>> calls = new LinkedHashMap<>();
        TypeFlow types = TypeFlow.of(owner, method);
        Monitors monitors = Monitors.of(method);
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call && mayBeAsync(call) && !monitors.heldAt(call)) {
                Frame<BasicValue> frame = types.before(call);
                if (frame != null) {
                    calls.put(call, frame);
                }
            }
        }
        return calls;
    }

    private static boolean mayBeAsync(MethodInsnNode call) {
        return call.name.equals("close")
                && call.desc.equals("()V")
                && (call.getOpcode() == Opcodes.INVOKEINTERFACE || call.getOpcode() == Opcodes.INVOKEVIRTUAL)
                && !isPlain(call.owner);
    }

    private static boolean isPlain(String owner) {
        boolean jdk = owner.startsWith("java/")
                && !owner.equals("java/lang/AutoCloseable")
                && !owner.equals("java/io/Closeable");
        return jdk || owner.equals(RuntimeSymbols.PERMIT);
    }

    private static void rewrite(MethodNode method, MethodInsnNode call, Frame<BasicValue> frame) {
        LabelNode plain = new LabelNode();
        LabelNode after = new LabelNode();
        InsnList asynchronous = new InsnList();
        asynchronous.add(new InsnNode(Opcodes.DUP));
        asynchronous.add(new TypeInsnNode(Opcodes.INSTANCEOF, RuntimeSymbols.ASYNC_CLOSEABLE));
        asynchronous.add(new JumpInsnNode(Opcodes.IFEQ, plain));
        asynchronous.add(new TypeInsnNode(Opcodes.CHECKCAST, RuntimeSymbols.ASYNC_CLOSEABLE));
        asynchronous.add(new MethodInsnNode(
                Opcodes.INVOKEINTERFACE,
                RuntimeSymbols.ASYNC_CLOSEABLE,
                "closeAsync",
                RuntimeSymbols.CLOSE_ASYNC_DESCRIPTOR,
                true));
        asynchronous.add(
                Insertion.call(RuntimeSymbols.CLOSINGS, RuntimeSymbols.SHELTERED, RuntimeSymbols.SHELTERED_DESCRIPTOR));
        asynchronous.add(Insertion.await());
        asynchronous.add(new InsnNode(Opcodes.POP));
        asynchronous.add(new JumpInsnNode(Opcodes.GOTO, after));
        asynchronous.add(plain);
        asynchronous.add(map(frame, frame.getStackSize()));
        method.instructions.insertBefore(call, asynchronous);
        InsnList join = new InsnList();
        join.add(after);
        join.add(map(frame, frame.getStackSize() - 1));
        method.instructions.insert(call, join);
    }

    private static FrameNode map(Frame<BasicValue> frame, int depth) {
        Object[] locals = TypeFlow.localItems(frame).toArray();
        Object[] stack = TypeFlow.stackItems(frame, depth).toArray();
        return new FrameNode(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
    }
}
