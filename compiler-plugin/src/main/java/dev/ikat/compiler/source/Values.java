package dev.ikat.compiler.source;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The expressions that an expression may have its value from: the branches of conditionals and switches, else itself. */
public final class Values {
    private final List<TreePath> found = new ArrayList<>();

    private final Predicate<TreePath> isWhole;

    private Values(Predicate<TreePath> isWhole) {
        this.isWhole = isWhole;
    }

    /** Those of an expression; one that is to be taken as a whole is not looked into. */
    public static List<TreePath> of(TreePath expression, Predicate<TreePath> isWhole) {
        Values values = new Values(isWhole);
        values.add(expression);
        return values.found;
    }

    /** Those of them that are {@code null}, perhaps cast to a type. */
    public static List<TreePath> nullsOf(TreePath expression) {
        return of(expression, each -> false).stream()
                .filter(each -> isNull(each.getLeaf()))
                .toList();
    }

    private static boolean isNull(Tree tree) {
        return tree.getKind() == Tree.Kind.NULL_LITERAL
                || (tree instanceof TypeCastTree cast && isNull(cast.getExpression()))
                || (tree instanceof ParenthesizedTree inner && isNull(inner.getExpression()));
    }

    private void add(TreePath path) {
        Tree tree = path.getLeaf();
        if (isWhole.test(path)) {
            found.add(path);
        } else if (tree instanceof ParenthesizedTree inner) {
            add(new TreePath(path, inner.getExpression()));
        } else if (tree instanceof ConditionalExpressionTree conditional) {
            add(new TreePath(path, conditional.getTrueExpression()));
            add(new TreePath(path, conditional.getFalseExpression()));
        } else if (tree instanceof SwitchExpressionTree choice) {
            choice.getCases().forEach(each -> addCase(each, new TreePath(path, each)));
        } else {
            found.add(path);
        }
    }

    private void addCase(CaseTree branch, TreePath path) {
        if (branch.getBody() instanceof ExpressionTree value) {
            add(new TreePath(path, value));
        } else {
            new Yields().scan(path, null);
        }
    }

    /** Finds those of one switch. */
    private final class Yields extends BodyScanner {
        @Override
        public @Nullable Void visitYield(YieldTree tree, @Nullable Void unused) {
            add(new TreePath(getCurrentPath(), tree.getValue()));
            return null;
        }

        @Override
        public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void unused) {
            return null;
        }
    }
}
