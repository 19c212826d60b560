package dev.ikat.compiler.rules;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Dropped;
import dev.ikat.compiler.source.Mentions;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;

/**
 * A resource with an asynchronous close that is opened and never closed. What counts as opened: a constructor, the runtime's
 * methods that make a resource, and awaited methods whose names say so; others may lend what they keep. A resource that is
 * handed on in any way is somebody else's, and so is one made of another resource, which may be closed in its place.
 */
final class Unclosed extends Rule {
    private static final String CLOSEABLE = "java.lang.AutoCloseable";
    private static final Pattern OPENING = Pattern.compile("(open|connect|listen|accept|bind|create)([A-Z].*)?");
    /** After these there is nothing left to close, or the owner has said what becomes of it. */
    private static final Pattern CLOSING = Pattern.compile("(close|abort|kill|terminate).*");

    private static final Set<String> ENDING =
            Set.of("join", "cancel", "moveAll", "waitFor", "communicate", "untilClosed");

    Unclosed() {
        super(
                "unclosed",
                Level.WARNING,
                Tree.Kind.EXPRESSION_STATEMENT,
                Tree.Kind.LAMBDA_EXPRESSION,
                Tree.Kind.VARIABLE);
    }

    @Override
    public void check(Place place, Findings findings) {
        if (place.tree() instanceof VariableTree variable) {
            checkVariable(place, variable, findings);
            return;
        }
        Dropped dropped = Dropped.at(place, type -> isResource(place, type));
        if (dropped != null && isOpening(place, dropped.expression()) && !dropped.isToFail(place)) {
            findings.report(
                    dropped.where(),
                    "nobody closes the " + Symbols.text(dropped.type()) + " that "
                            + Place.text(dropped.expression().getLeaf()) + " opens. Write try (var opened = "
                            + Place.text(dropped.expression().getLeaf()) + ") { … }");
        }
    }

    private static void checkVariable(Place place, VariableTree variable, Findings findings) {
        ExpressionTree value = variable.getInitializer();
        TypeMirror type = value == null ? null : place.typeOf(place.path());
        if (type != null
                && isResource(place, type)
                && isLocal(place)
                && isOpening(place, place.child(value))
                && Mentions.of(variable, place.path()).stream().allMatch(each -> isMereUse(place, each))) {
            findings.report(
                    place.path(),
                    "nobody closes the " + Symbols.text(type) + " in variable " + variable.getName()
                            + ". Write try (var " + variable.getName() + " = " + Place.text(value) + ") { … }");
        }
    }

    private static boolean isLocal(Place place) {
        var element = place.elementOf(place.path());
        return element != null && element.getKind() == ElementKind.LOCAL_VARIABLE;
    }

    /** Generators are closed by loops, and by the runner. */
    private static boolean isResource(Place place, TypeMirror type) {
        return place.symbols().isA(type, Symbols.ASYNC_CLOSEABLE)
                && !place.symbols().isA(type, Symbols.ANY_GENERATOR);
    }

    private static boolean isOpening(Place place, TreePath expression) {
        if (expression.getLeaf() instanceof NewClassTree made) {
            return takesNoResource(place, expression, made.getArguments());
        }
        if (!(expression.getLeaf() instanceof MethodInvocationTree call)) {
            return false;
        }
        if (!place.isIkat(expression, "await")) {
            ExecutableElement method = place.methodOf(expression);
            return method != null
                    && place.symbols().isOfRuntime(method)
                    && (method.getModifiers().contains(Modifier.STATIC)
                            || method.getSimpleName().contentEquals("build"))
                    && isResource(place, method.getReturnType())
                    && takesNoResource(place, expression, call.getArguments());
        }
        TreePath awaited = new TreePath(expression, call.getArguments().get(0));
        return place.isIkat(awaited, "timeout") ? isOpened(place, lastArgument(awaited)) : isOpened(place, awaited);
    }

    private static TreePath lastArgument(TreePath call) {
        List<? extends ExpressionTree> arguments = ((MethodInvocationTree) call.getLeaf()).getArguments();
        return new TreePath(call, arguments.get(arguments.size() - 1));
    }

    /** Whether an awaited expression is the call of a method that opens what it returns. */
    private static boolean isOpened(Place place, TreePath awaited) {
        ExecutableElement method = place.methodOf(awaited);
        if (method == null || !(awaited.getLeaf() instanceof MethodInvocationTree call)) {
            return false;
        }
        TypeMirror value = place.symbols().argument(method.getReturnType(), Symbols.COROUTINE, 0);
        return value != null
                && isResource(place, value)
                && (place.symbols().isOfRuntime(method)
                        || OPENING.matcher(method.getSimpleName()).matches())
                && takesNoResource(place, awaited, call.getArguments());
    }

    private static boolean takesNoResource(Place place, TreePath call, List<? extends ExpressionTree> arguments) {
        return arguments.stream()
                .noneMatch(each -> place.symbols().isA(place.typeOf(new TreePath(call, each)), CLOSEABLE));
    }

    /** Whether a mention neither closes the resource nor hands it on. */
    private static boolean isMereUse(Place place, TreePath mention) {
        TreePath above = mention.getParentPath();
        if (above.getLeaf() instanceof BinaryTree) {
            return true;
        }
        if (!(above.getLeaf() instanceof MemberSelectTree member)) {
            return false;
        }
        String name = member.getIdentifier().toString();
        if (CLOSING.matcher(name).matches() || ENDING.contains(name)) {
            return false;
        }
        TreePath call = above.getParentPath();
        if (!(call.getLeaf() instanceof MethodInvocationTree)) {
            return !(call.getLeaf() instanceof AssignmentTree);
        }
        return !place.symbols().isA(place.typeOf(call), CLOSEABLE)
                || call.getParentPath().getLeaf() instanceof ExpressionStatementTree
                || isMereUse(place, call);
    }
}
