package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.Liveness;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A compiler's stack map gives each variable in scope its type, also one that is not read any more. Such an entry would
 * have to be made true again after each await; it is taken out, so that what is dead costs nothing.
 */
final class DeadLocals {
    private DeadLocals() {}

    static void rewrite(MethodNode method) {
        Liveness liveness = Liveness.of(method);
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode map) {
                map.local = living(map.local, liveness.before(insn));
            }
        }
    }

    private static List<Object> living(List<Object> items, BitSet live) {
        List<Object> living = new ArrayList<>();
        int slot = 0;
        for (Object item : items) {
            boolean wide = item.equals(Opcodes.LONG) || item.equals(Opcodes.DOUBLE);
            living.add(live.get(slot) ? item : Opcodes.TOP);
            if (wide && !live.get(slot)) {
                living.add(Opcodes.TOP);
            }
            slot += wide ? 2 : 1;
        }
        return living;
    }
}
