package dev.ikat.weave.emit;

import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;

/**
 * Locals of ours, behind the user's: those keep their numbers, so that debug tables and stack maps stay as they were.
 *
 * @param first the first number that is free
 * @param frameType the frame class where one stands in {@link #frame()} all along; empty in a first run
 */
record OwnLocals(int first, String frameType) {
    int trampoline() {
        return first;
    }

    int frame() {
        return first + 1;
    }

    /** What a resume brings, where values of the user's stack go below it. */
    int value() {
        return first + 2;
    }

    int error() {
        return first + 3;
    }

    /** The user's part of a stack map, padded, and ours. */
    List<Object> items(List<?> userItems) {
        List<Object> items = new ArrayList<>(userItems);
        int slots = 0;
        for (Object item : userItems) {
            slots += item.equals(Opcodes.LONG) || item.equals(Opcodes.DOUBLE) ? 2 : 1;
        }
        for (; slots < first; slots++) {
            items.add(Opcodes.TOP);
        }
        items.add(RuntimeSymbols.TRAMPOLINE);
        if (!frameType.isEmpty()) {
            items.add(frameType);
        }
        return items;
    }

    FrameNode map(List<?> userItems, List<?> stackItems, Object... pushed) {
        List<Object> stack = new ArrayList<>(stackItems);
        stack.addAll(List.of(pushed));
        return map(items(userItems), stack);
    }

    static FrameNode map(List<Object> locals, List<Object> stack) {
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
    }
}
