package dev.ikat.compiler.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.ikat.weave.plan.ReturnKind;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Code that becomes one method of the class file: a method, a lambda, a constructor with the initial values of fields, or a
 * static initialiser. It can wait when the weaver weaves it.
 */
public final class Body {
    /** Which of them. */
    public enum Kind {
        METHOD,
        LAMBDA,
        CONSTRUCTOR,
        STATIC_INITIALISER
    }

    private final Kind kind;
    private final TreePath path;
    private final boolean async;
    private final @Nullable TypeMirror result;
    private final Calls calls;
    private final Symbols symbols;
    /** Found when somebody asks. */
    private @Nullable Optional<ReturnKind> returnKind;

    private Body(Kind kind, TreePath path, boolean async, @Nullable TypeMirror result, Trees trees, Symbols symbols) {
        this.kind = kind;
        this.path = path;
        this.async = async;
        this.result = result;
        this.calls = new Calls(this, trees, symbols);
        this.symbols = symbols;
    }

    /** The body that begins at a tree; null when none does. */
    static @Nullable Body at(TreePath path, Trees trees, Symbols symbols) {
        Tree tree = path.getLeaf();
        if (tree instanceof LambdaExpressionTree) {
            TypeMirror type = trees.getTypeMirror(path);
            TypeMirror result = type == null ? null : symbols.resultOfFunction(type);
            return new Body(Kind.LAMBDA, path, false, result, trees, symbols);
        }
        if (tree instanceof MethodTree method) {
            return ofMethod(method, path, trees, symbols);
        }
        if (path.getParentPath() != null && path.getParentPath().getLeaf() instanceof ClassTree) {
            if (tree instanceof BlockTree block) {
                return initialiser(block.isStatic(), path, trees, symbols);
            }
            Element field = tree instanceof VariableTree ? trees.getElement(path) : null;
            if (field != null) {
                return initialiser(field.getModifiers().contains(Modifier.STATIC), path, trees, symbols);
            }
        }
        return null;
    }

    private static Body initialiser(boolean isStatic, TreePath path, Trees trees, Symbols symbols) {
        return new Body(isStatic ? Kind.STATIC_INITIALISER : Kind.CONSTRUCTOR, path, false, null, trees, symbols);
    }

    private static Body ofMethod(MethodTree method, TreePath path, Trees trees, Symbols symbols) {
        if (method.getReturnType() == null) {
            return new Body(Kind.CONSTRUCTOR, path, false, null, trees, symbols);
        }
        Element element = trees.getElement(path);
        boolean async = element != null && Symbols.hasAnnotation(element, Symbols.ASYNC);
        TypeMirror result = element instanceof ExecutableElement declared ? declared.getReturnType() : null;
        return new Body(Kind.METHOD, path, async, result, trees, symbols);
    }

    public Kind kind() {
        return kind;
    }

    /** The method, lambda, block or field. */
    public TreePath path() {
        return path;
    }

    /** Whether it is a method annotated {@code @Async}. */
    public boolean isAsyncMethod() {
        return async;
    }

    /** What a call of it makes when it is woven; empty when it cannot be. */
    public Optional<ReturnKind> returnKind() {
        if (returnKind == null) {
            TypeElement type = result == null ? null : symbols.classOf(result);
            returnKind = type == null
                    ? Optional.empty()
                    : ReturnKind.of("()L" + type.getQualifiedName().toString().replace('.', '/') + ";");
        }
        return returnKind;
    }

    /** What it returns; null for one that returns nothing. */
    public @Nullable TypeMirror result() {
        return result;
    }

    /** Whether the weaver makes something of an await in it: a lambda needs no annotation. */
    public boolean isWoven() {
        return async || (kind == Kind.LAMBDA && returnKind().isPresent());
    }

    /**
     * Whether what it does is done on a loop's thread, and blocks all tasks there when it blocks. Of a lambda that awaits
     * nothing that is known only when the runtime calls it: another may call it anywhere.
     */
    public boolean runsOnLoop() {
        return isWoven() && returnKind().map(ReturnKind::awaits).orElse(false) && (async || calls.isLambdaOfLoop());
    }

    /** The calls that it makes itself. */
    public Calls calls() {
        return calls;
    }
}
