package dev.ikat.weave.normalise;

import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * {@code c ? stringBuilder : stringBuffer} has a type that source cannot name and other packages cannot cast to. Such a
 * value is only used through interfaces and Object, for which Object does in the stack map.
 */
final class HiddenTypes {
    private static final String HIDDEN = "java/lang/AbstractStringBuilder";
    private static final String OBJECT = "java/lang/Object";

    private HiddenTypes() {}

    static void rewrite(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode map) {
                map.local = visible(map.local);
                map.stack = visible(map.stack);
            }
        }
    }

    private static List<Object> visible(List<Object> items) {
        return items.stream().map(item -> item.equals(HIDDEN) ? OBJECT : item).toList();
    }
}
