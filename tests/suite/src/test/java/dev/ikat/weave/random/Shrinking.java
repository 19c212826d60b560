package dev.ikat.weave.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Smaller batches: first each program alone, then a program with statements left out, with blocks in the place of the
 * statements that hold them, and with expressions replaced by parts of them or by the shortest of their type. What does
 * not compile any more counts as passing, so edits need not know the language.
 */
final class Shrinking implements Shrinkable<Batch> {
    private final Batch batch;

    Shrinking(Batch batch) {
        this.batch = batch;
    }

    @Override
    public Batch value() {
        return batch;
    }

    @Override
    public Stream<Shrinkable<Batch>> shrink() {
        if (batch.programs().size() > 1) {
            return batch.programs().stream().map(program -> new Shrinking(new Batch(List.of(program), true)));
        }
        Program program = batch.programs().get(0);
        int most = program.tree().size();
        return edits(program.tree()).stream()
                .map(tree -> Map.entry(tree.size(), tree))
                .filter(edit -> edit.getKey() < most)
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .map(tree -> new Shrinking(new Batch(List.of(new Program(tree, program.seed())), true)));
    }

    @Override
    public ShrinkingDistance distance() {
        int size = batch.programs().stream().mapToInt(it -> it.tree().size()).sum();
        return ShrinkingDistance.of(batch.programs().size(), size);
    }

    static List<Tree> edits(Tree tree) {
        List<Tree> edits = new ArrayList<>();
        if (tree.hasList()) {
            leaveOut(tree, edits);
            takeOutOfBlocks(tree, edits);
        }
        if (tree.type().isExpression()) {
            edits.add(tree.type().leaf());
            withoutCast(tree, edits);
        }
        tree.parts().forEach(part -> addInner(part, tree.type(), edits));
        for (int i = 0; i < tree.parts().size(); i++) {
            int index = i;
            edits(tree.parts().get(i)).forEach(edit -> edits.add(tree.replace(index, edit)));
        }
        return edits;
    }

    /** All of the list, halves, quarters … single ones. */
    private static void leaveOut(Tree tree, List<Tree> edits) {
        int fixed = tree.fixedParts();
        int count = tree.parts().size() - fixed;
        for (int length = count; length > 0; length = length / 2) {
            for (int start = 0; start + length <= count; start += length) {
                edits.add(tree.without(fixed + start, fixed + start + length));
            }
        }
    }

    private static void takeOutOfBlocks(Tree tree, List<Tree> edits) {
        for (int i = tree.fixedParts(); i < tree.parts().size(); i++) {
            List<Tree> inner = new ArrayList<>();
            addBlocks(tree.parts().get(i), inner);
            for (Tree block : inner) {
                List<Tree> parts = new ArrayList<>(tree.parts());
                parts.remove(i);
                parts.addAll(i, block.parts());
                edits.add(new Tree(tree.type(), tree.form(), parts));
            }
        }
    }

    private static void addBlocks(Tree tree, List<Tree> blocks) {
        for (Tree part : tree.parts()) {
            if (part.type() == Type.BLOCK) {
                blocks.add(part);
            } else if (part.type() == Type.STATEMENT) {
                addBlocks(part, blocks);
            }
        }
    }

    private static void withoutCast(Tree tree, List<Tree> edits) {
        String cast = "((" + tree.type().text + ") await";
        if (tree.form().startsWith(cast)) {
            String form = tree.form()
                    .substring(cast.length() - "await".length(), tree.form().length() - 1);
            edits.add(new Tree(tree.type(), form, tree.parts()));
        }
    }

    private static void addInner(Tree tree, Type type, List<Tree> edits) {
        if (type.isExpression()) {
            if (tree.type() == type) {
                edits.add(tree);
            } else {
                tree.parts().forEach(part -> addInner(part, type, edits));
            }
        }
    }
}
