package dev.ikat.weave.mutation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** The basic blocks in another order, joined by gotos. */
final class Layout {
    private final MethodNode method;
    private final Coverage coverage;
    private final List<List<AbstractInsnNode>> blocks = new ArrayList<>();

    private Layout(Subject subject, Set<AbstractInsnNode> cuts) {
        this.method = subject.method;
        this.coverage = new Coverage(method);
        Set<LabelNode> targets = subject.targets();
        List<AbstractInsnNode> block = new ArrayList<>();
        for (AbstractInsnNode node : method.instructions) {
            boolean leads = targets.contains(node) || cuts.contains(node);
            if (leads && block.stream().anyMatch(it -> it.getOpcode() >= 0)) {
                blocks.add(block);
                block = new ArrayList<>();
            }
            block.add(node);
            if (node.getOpcode() >= 0 && !Subject.fallsThrough(node)) {
                blocks.add(block);
                block = new ArrayList<>();
            }
        }
        if (!block.isEmpty()) {
            blocks.get(blocks.size() - 1).addAll(block);
        }
    }

    /** Any order, also cut where no block ends. */
    static boolean shuffle(Subject subject, Choices choices) {
        Set<AbstractInsnNode> cuts = new HashSet<>();
        for (int i = choices.below(4); i > 0; i--) {
            cuts.add(choices.of(subject.reachable()));
        }
        Layout layout = new Layout(subject, cuts);
        List<List<AbstractInsnNode>> rest = new ArrayList<>(layout.blocks);
        List<List<AbstractInsnNode>> order = new ArrayList<>();
        while (!rest.isEmpty()) {
            order.add(rest.remove(choices.oneIn(2) ? 0 : choices.below(rest.size())));
        }
        return layout.write(order);
    }

    static boolean reverse(Subject subject, Choices choices) {
        Layout layout = new Layout(subject, Set.of());
        List<List<AbstractInsnNode>> order = new ArrayList<>(layout.blocks);
        Collections.reverse(order);
        return layout.write(order);
    }

    /** The blocks that handlers begin stand before all others. */
    static boolean handlersFirst(Subject subject, Choices choices) {
        if (subject.method.tryCatchBlocks.isEmpty()) {
            return false;
        }
        Set<LabelNode> handlers = new HashSet<>();
        subject.method.tryCatchBlocks.forEach(range -> handlers.add(range.handler));
        Layout layout = new Layout(subject, Set.of());
        List<List<AbstractInsnNode>> order = new ArrayList<>(layout.blocks);
        order.sort((a, b) -> Boolean.compare(Collections.disjoint(a, handlers), Collections.disjoint(b, handlers)));
        return layout.write(order);
    }

    private boolean write(List<List<AbstractInsnNode>> order) {
        Map<List<AbstractInsnNode>, LabelNode> labels = new HashMap<>();
        InsnList code = new InsnList();
        blocks.forEach(block -> labels.put(block, new LabelNode()));
        blocks.forEach(block -> block.forEach(method.instructions::remove));
        if (order.get(0) != blocks.get(0)) {
            code.add(new JumpInsnNode(Opcodes.GOTO, labels.get(blocks.get(0))));
        }
        for (int i = 0; i < order.size(); i++) {
            List<AbstractInsnNode> block = order.get(i);
            code.add(labels.get(block));
            block.forEach(code::add);
            int next = blocks.indexOf(block) + 1;
            if (next < blocks.size()
                    && fallsThrough(block)
                    && (i + 1 == order.size() || order.get(i + 1) != blocks.get(next))) {
                code.add(new JumpInsnNode(Opcodes.GOTO, labels.get(blocks.get(next))));
            }
        }
        method.instructions.add(code);
        coverage.rewrite();
        return true;
    }

    private static boolean fallsThrough(List<AbstractInsnNode> block) {
        for (int i = block.size() - 1; i >= 0; i--) {
            if (block.get(i).getOpcode() >= 0) {
                return Subject.fallsThrough(block.get(i));
            }
        }
        return true;
    }
}
