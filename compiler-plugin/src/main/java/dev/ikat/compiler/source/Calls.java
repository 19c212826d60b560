package dev.ikat.compiler.source;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a body makes itself, in the order in which they are written, arguments first. Found when somebody asks: of
 * most bodies nobody does.
 */
public final class Calls {
    private final Body body;
    private final Trees trees;
    private final Symbols symbols;
    private @Nullable List<TreePath> all;
    private @Nullable List<TreePath> awaits;

    Calls(Body body, Trees trees, Symbols symbols) {
        this.body = body;
        this.trees = trees;
        this.symbols = symbols;
    }

    /** Each of them. */
    public List<TreePath> all() {
        if (all == null) {
            List<TreePath> found = new ArrayList<>();
            new BodyScanner() {
                @Override
                public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
                    super.visitMethodInvocation(call, null);
                    found.add(getCurrentPath());
                    return null;
                }
            }.through(body);
            all = found;
        }
        return all;
    }

    /** Those of {@code await}, {@code each}, {@code emit} and {@code emitAll}. */
    public List<TreePath> awaits() {
        if (awaits == null) {
            awaits = all().stream()
                    .filter(each -> symbols.suspendingCall(each, trees) != null)
                    .toList();
        }
        return awaits;
    }

    /** The awaits in a part of the body. */
    public List<TreePath> awaitsIn(Tree part) {
        return awaits().stream().filter(each -> isIn(each, part)).toList();
    }

    /** What is written before a call; all where that is not a call of this body. */
    public List<TreePath> before(Tree call) {
        return all().stream().takeWhile(each -> each.getLeaf() != call).toList();
    }

    /** What is written behind a call. */
    public List<TreePath> after(Tree call) {
        List<TreePath> calls =
                all().stream().dropWhile(each -> each.getLeaf() != call).toList();
        return calls.isEmpty() ? calls : calls.subList(1, calls.size());
    }

    private static boolean isIn(TreePath path, Tree part) {
        for (TreePath each = path; each != null; each = each.getParentPath()) {
            if (each.getLeaf() == part) {
                return true;
            }
        }
        return false;
    }

    /** Whether the body is a lambda that awaits, or one of a functional interface of the runtime. */
    boolean isLambdaOfLoop() {
        return body.path().getLeaf() instanceof LambdaExpressionTree && (isOfRuntime() || !awaits().isEmpty());
    }

    private boolean isOfRuntime() {
        TypeMirror type = trees.getTypeMirror(body.path());
        TypeElement function = type == null ? null : symbols.classOf(type);
        return function != null && symbols.isOfRuntime(function);
    }
}
