package dev.ikat.weave.analysis;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** How many monitors are held before each instruction, followed along every path. */
public final class Monitors {
    private final MethodNode method;
    private final ControlFlow flow;
    private final int[] depth;
    private final Deque<Integer> work = new ArrayDeque<>();

    private Monitors(MethodNode method) {
        this.method = method;
        this.flow = new ControlFlow(method);
        this.depth = new int[method.instructions.size()];
        Arrays.fill(depth, -1);
    }

    public static Monitors of(MethodNode method) {
        Monitors monitors = new Monitors(method);
        monitors.reach(0, 0);
        while (!monitors.work.isEmpty()) {
            monitors.step(monitors.work.pop());
        }
        return monitors;
    }

    /** Whether control can come to the instruction with a monitor held. */
    public boolean heldAt(AbstractInsnNode insn) {
        return depth[method.instructions.indexOf(insn)] > 0;
    }

    private void step(int index) {
        int opcode = method.instructions.get(index).getOpcode();
        int after = depth[index];
        if (opcode == Opcodes.MONITORENTER) {
            after++;
        } else if (opcode == Opcodes.MONITOREXIT) {
            after--;
        }
        for (int next : flow.successors(index)) {
            reach(next, after);
        }
        for (int handler : flow.handlersOf(index)) {
            reach(handler, Math.min(depth[index], after));
        }
    }

    private void reach(int index, int held) {
        if (depth[index] < 0) {
            depth[index] = Math.max(held, 0);
            work.push(index);
        }
    }
}
