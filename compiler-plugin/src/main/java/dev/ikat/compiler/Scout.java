package dev.ikat.compiler;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.ikat.compiler.source.Symbols;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * The quick look that every class gets: whether a rule could find anything in it, or the weaver anything to do. Most
 * classes of most programs know nothing of the runtime, and what they cost is this class, so it is written for that: javac
 * loads a plugin anew for each compilation and runs it cold, so there are few classes and no lambda on this path, and the
 * JDK's own scanner does the walking.
 *
 * <p>To weave, and for most rules, the source must <em>name</em> the runtime's package, in an import or in a qualified name.
 * The rest is code that <em>meets</em> the runtime without naming it, by what another class returns, extends or takes: what is
 * dropped, a lambda that the runtime calls, a method that overrides one of the runtime. That is told by types. A class
 * where it says yes may have nothing to find; one where it says no certainly has not.
 */
final class Scout extends TreeScanner<@Nullable Void, @Nullable Void> {
    /** How near a class is to the runtime: not at all, a future as an async method may return it, one of it or below one. */
    private static final int STRANGER = 0;

    private static final int FUTURE = 1;
    private static final int OURS = 2;

    private static final String JDK = "java.";

    private final Trees trees;
    private final Types types;
    private final Name ikat;
    private final Map<Element, Integer> nearness = new HashMap<>();

    private @Nullable TreePath unit;
    private boolean names;
    private boolean meets;

    Scout(JavacTask task, Trees trees) {
        this.trees = trees;
        types = task.getTypes();
        ikat = task.getElements().getName("ikat");
    }

    /** Looks at a class with all in it, and at the imports of its unit. */
    void look(@Nullable ClassTree type, CompilationUnitTree in) {
        unit = new TreePath(in);
        meets = type == null;
        names = type == null;
        scan(in.getPackage(), null);
        scan(in.getImports(), null);
        if (!names) {
            scan(type, null);
        }
    }

    /** Whether the class looked at last, or an import beside it, names the runtime's package or one below. */
    boolean namesRuntime() {
        return names;
    }

    /** Whether there may be something to find in it. */
    boolean isOfInterest() {
        return names || meets;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void unused) {
        if (ikat.equals(select.getIdentifier())) {
            names = true;
        }
        return super.visitMemberSelect(select, null);
    }

    /** One that is below a class of the runtime may override what the runtime calls. */
    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        if (trees.getElement(path(type)) instanceof TypeElement element) {
            meets |= nearness(element) == OURS;
        }
        return super.visitClass(type, null);
    }

    /** Its parameters and types hold no code, but annotations may name the runtime. */
    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
        scan(method.getModifiers(), null);
        return scan(method.getBody(), null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
        ExpressionTree value = variable.getInitializer();
        if (value == null) {
            return null;
        }
        look(variable, value);
        return scan(value, null);
    }

    @Override
    public @Nullable Void visitExpressionStatement(ExpressionStatementTree statement, @Nullable Void unused) {
        lookAtDropped(statement.getExpression());
        return super.visitExpressionStatement(statement, null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
        meets |= nearness(trees.getTypeMirror(path(lambda))) == OURS;
        lookAtDropped(lambda.getBody());
        return super.visitLambdaExpression(lambda, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void unused) {
        if (trees.getElement(path(reference)) instanceof ExecutableElement method) {
            meets |= isOfInterest(nearness(method.getReturnType()), method);
        }
        return super.visitMemberReference(reference, null);
    }

    /** Only what is made, by a call or a constructor, is there to be dropped. */
    private void lookAtDropped(Tree tree) {
        if (tree instanceof MethodInvocationTree || tree instanceof NewClassTree) {
            look(tree, tree);
        }
    }

    /** At the type of a tree, and at what is called for its value. */
    private void look(Tree typed, Tree value) {
        int near = nearness(trees.getTypeMirror(path(typed)));
        if (near != STRANGER && !meets) {
            meets = isOfInterest(near, trees.getElement(path(value)));
        }
    }

    /** A future is, where an async method or the runtime makes it: other code is full of them. */
    private static boolean isOfInterest(int near, @Nullable Element called) {
        return near == OURS
                || (near == FUTURE
                        && called instanceof ExecutableElement method
                        && (isAsync(method) || isNamedOurs(method.getEnclosingElement())));
    }

    private static boolean isAsync(ExecutableElement method) {
        for (AnnotationMirror each : method.getAnnotationMirrors()) {
            if (isNamedOurs(each.getAnnotationType().asElement())) {
                return true;
            }
        }
        return false;
    }

    private TreePath path(Tree tree) {
        return new TreePath(unit, tree);
    }

    private int nearness(@Nullable TypeMirror type) {
        if (type == null) {
            return STRANGER;
        }
        TypeKind kind = type.getKind();
        boolean erases = kind == TypeKind.TYPEVAR || kind == TypeKind.INTERSECTION || kind == TypeKind.WILDCARD;
        TypeMirror erased = erases ? types.erasure(type) : type;
        return erased.getKind() == TypeKind.DECLARED ? nearness(((DeclaredType) erased).asElement()) : STRANGER;
    }

    private int nearness(Element type) {
        Integer known = nearness.get(type);
        if (known == null) {
            nearness.put(type, STRANGER); // should it be below itself, which is an error
            known = find((TypeElement) type);
            nearness.put(type, known);
        }
        return known;
    }

    private int find(TypeElement type) {
        if (isNamedOurs(type)) {
            return OURS;
        }
        String name = type.getQualifiedName().toString();
        if (name.startsWith(JDK)) {
            boolean isFuture = name.equals("java.util.concurrent.CompletableFuture")
                    || name.equals("java.util.concurrent.CompletionStage");
            return isFuture ? FUTURE : STRANGER;
        }
        int nearest = nearness(type.getSuperclass());
        List<? extends TypeMirror> above = type.getInterfaces();
        for (int i = 0; i < above.size() && nearest != OURS; i++) {
            nearest = Math.max(nearest, nearness(above.get(i)));
        }
        return nearest;
    }

    private static boolean isNamedOurs(@Nullable Element type) {
        return type instanceof TypeElement named
                && named.getQualifiedName().toString().startsWith(Symbols.PACKAGE);
    }
}
