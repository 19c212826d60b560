package dev.ikat.weave.corpus;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A source whose loops over {@code each(…)} are written as Java has it without weaving, on the same lines:
 *
 * <pre>
 *   for (T item : each(source)) { … }
 *   { var each = new PlainEach(); try { for (T item : each.of(source)) { … } }
 *     catch (Throwable t) { each.failed(t); throw t; } finally { each.close(); } }
 * </pre>
 */
public final class PlainSource extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Edit> edits = new ArrayList<>();
    private int loops;

    private record Edit(long from, long to, String text) {}

    private PlainSource(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    /** Whether there may be such a loop. */
    public static boolean isNeeded(String source) {
        return source.contains("each(");
    }

    public static String of(String fileName, String source) {
        JavacTask task = InMemory.task(fileName, source);
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            PlainSource scanner = new PlainSource(unit, Trees.instance(task).getSourcePositions());
            scanner.scan(unit, null);
            return scanner.edit(source);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Void nothing) {
        ExpressionTree called =
                loop.getExpression() instanceof MethodInvocationTree call ? call.getMethodSelect() : null;
        if (called != null && name(called).equals("each")) {
            String name = String.format(Locale.ROOT, "each$%d", ++loops);
            Tree statement =
                    getCurrentPath().getParentPath().getLeaf() instanceof LabeledStatementTree label ? label : loop;
            insert(start(statement), "{ var " + name + " = new dev.ikat.PlainEach(); try { ");
            edits.add(new Edit(start(called), end(called), name + ".of"));
            insert(
                    end(statement),
                    (" } catch (Throwable N$t) { N.failed(N$t); throw N$t; }" + " finally { N.close(); } }")
                            .replace("N", name));
        }
        return super.visitEnhancedForLoop(loop, nothing);
    }

    private static String name(ExpressionTree called) {
        return called instanceof IdentifierTree identifier
                ? identifier.getName().toString()
                : called instanceof MemberSelectTree member
                        ? member.getIdentifier().toString()
                        : "";
    }

    private long start(Tree tree) {
        return positions.getStartPosition(unit, tree);
    }

    private long end(Tree tree) {
        return positions.getEndPosition(unit, tree);
    }

    private void insert(long at, String text) {
        edits.add(new Edit(at, at, text));
    }

    private String edit(String source) {
        StringBuilder edited = new StringBuilder(source);
        edits.sort(Comparator.comparingLong(Edit::from).reversed());
        edits.forEach(it -> edited.replace((int) it.from, (int) it.to, it.text));
        return edited.toString();
    }
}
