package dev.ikat.compiler.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A tree in a program's source, with what stands around it. */
public final class Place {
    private static final int MOST_TEXT = 60;

    private final Symbols symbols;
    private final Trees trees;
    private final TreePath path;
    private final @Nullable Body body;

    Place(Symbols symbols, Trees trees, TreePath path, @Nullable Body body) {
        this.symbols = symbols;
        this.trees = trees;
        this.path = path;
        this.body = body;
    }

    public Symbols symbols() {
        return symbols;
    }

    public TreePath path() {
        return path;
    }

    public Tree tree() {
        return path.getLeaf();
    }

    public Tree parent() {
        return path.getParentPath().getLeaf();
    }

    /** The innermost body around it, or that begins with it; null outside all. */
    public @Nullable Body body() {
        return body;
    }

    /** The path of a tree that stands directly in this one. */
    public TreePath child(Tree tree) {
        return new TreePath(path, tree);
    }

    /** The type of an expression; null where javac has none. */
    public @Nullable TypeMirror typeOf(TreePath expression) {
        return trees.getTypeMirror(expression);
    }

    public @Nullable Element elementOf(TreePath tree) {
        return trees.getElement(tree);
    }

    /** The name that a call is written with. */
    public static String nameOf(MethodInvocationTree call) {
        Name name = Symbols.nameOf(call);
        return name == null ? "" : name.toString();
    }

    /** What the call here is made on; null where the call names no object, as {@code run()} or {@code new Job()}. */
    public @Nullable TreePath receiver() {
        return receiver(path);
    }

    /** The same of another call. */
    public static @Nullable TreePath receiver(TreePath call) {
        return call.getLeaf() instanceof MethodInvocationTree invocation
                        && invocation.getMethodSelect() instanceof MemberSelectTree select
                ? new TreePath(new TreePath(call, select), select.getExpression())
                : null;
    }

    /** The names of variables and methods that stand alone in a tree, lambdas with it. */
    public static Set<String> names(Tree tree) {
        Set<String> names = new HashSet<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitIdentifier(IdentifierTree identifier, @Nullable Void unused) {
                names.add(identifier.getName().toString());
                return null;
            }
        }.scan(tree, null);
        return names;
    }

    /** The line that a tree begins in. */
    public long lineOf(Tree tree) {
        CompilationUnitTree unit = path.getCompilationUnit();
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    /** The method that a call calls; null where javac could not tell. */
    public @Nullable ExecutableElement methodOf(TreePath call) {
        return trees.getElement(call) instanceof ExecutableElement method ? method : null;
    }

    /** Whether it is a call of {@code Ikat}'s method of that name. */
    public boolean isIkat(TreePath tree, String name) {
        if (!(tree.getLeaf() instanceof MethodInvocationTree call)
                || !nameOf(call).equals(name)) {
            return false;
        }
        ExecutableElement method = methodOf(tree);
        return method != null && Symbols.isMemberOf(method, Symbols.IKAT);
    }

    /** Whether the first parameter of the method that is called is of that type. */
    public boolean takes(TreePath call, String type) {
        ExecutableElement method = methodOf(call);
        return method != null
                && !method.getParameters().isEmpty()
                && symbols.isA(method.getParameters().get(0).asType(), type);
    }

    /** An expression in a line of its own, for a message. */
    public static String text(Tree tree) {
        String text = tree.toString().replaceAll("\\s+", " ");
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "…";
    }

    /** The name of the call of {@code Ikat} that only woven code can make: await, emit, emitAll or each; else null. */
    public @Nullable String suspendingCall(TreePath tree) {
        return symbols.suspendingCall(tree, trees);
    }
}
