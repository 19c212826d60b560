package dev.ikat.compiler.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import org.jspecify.annotations.Nullable;

/** Goes through what one body does itself: not into lambdas and classes that begin in it. */
public abstract class BodyScanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
    /** Through a body from its first tree to its last. */
    public final void through(Body body) {
        Tree code = codeOf(body.path().getLeaf());
        if (code != null) {
            scan(code == body.path().getLeaf() ? body.path() : new TreePath(body.path(), code), null);
        }
    }

    private static @Nullable Tree codeOf(Tree tree) {
        return tree instanceof MethodTree method
                ? method.getBody()
                : tree instanceof LambdaExpressionTree lambda
                        ? lambda.getBody()
                        : tree instanceof VariableTree field ? field.getInitializer() : tree;
    }

    @Override
    public final @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
        return null;
    }

    @Override
    public final @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        return null;
    }
}
