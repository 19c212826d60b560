package dev.ikat.compiler.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of await, emit, emitAll and each in some code, but for lambdas and classes in it: those are bodies of their own. */
public final class SuspendingCalls extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Place place;
    private final List<TreePath> found = new ArrayList<>();

    private SuspendingCalls(Place place) {
        this.place = place;
    }

    /** Those of a body. */
    public static List<TreePath> of(Body body, Place place) {
        return body.path().getLeaf() instanceof LambdaExpressionTree lambda
                ? in(new TreePath(body.path(), lambda.getBody()), place)
                : in(body.path(), place);
    }

    /** Those at or below a path. */
    public static List<TreePath> in(TreePath code, Place place) {
        SuspendingCalls calls = new SuspendingCalls(place);
        calls.scan(code, null);
        return calls.found;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
        if (place.suspendingCall(getCurrentPath()) != null) {
            found.add(getCurrentPath());
        }
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        return null;
    }
}
