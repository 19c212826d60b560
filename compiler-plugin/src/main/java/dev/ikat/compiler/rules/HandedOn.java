package dev.ikat.compiler.rules;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Looks in a catch clause for a use that hands the exception on: to a variable, to the caller, or to a method that takes a
 * Throwable and is no logger, such as a promise's fail. Asking the task to be cancelled again counts too.
 */
final class HandedOn extends TreePathScanner<@Nullable Void, @Nullable Void> {
    static final String CANCELLED = Symbols.PACKAGE + "CancelledError";
    private static final String TASK = Symbols.PACKAGE + "Promise";
    /** What a condition asks about a cancellation, without naming the exception. */
    private static final Set<String> QUESTIONS = Set.of("cancelling", "isCancelled", "source");

    private static final Set<String> LOGGING = Set.of("trace", "debug", "info", "warn", "warning", "severe", "print");

    private final String name;
    private final Place place;
    private boolean found;

    private HandedOn(String name, Place place) {
        this.name = name;
        this.place = place;
    }

    /** Whether the exception of that name is handed on in the tree. */
    static boolean isIn(TreePath clause, String name, Place place) {
        HandedOn scanner = new HandedOn(name, place);
        scanner.scan(clause, null);
        return scanner.found;
    }

    /** Whether a condition asks what the exception of that name is, or whether the task was cancelled. */
    static boolean isAskedBy(ExpressionTree condition, String name) {
        Set<String> names = Place.names(condition);
        return names.contains(name)
                || QUESTIONS.stream().anyMatch(each -> condition.toString().contains(each + "("));
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
        ExecutableElement method = place.methodOf(getCurrentPath());
        found |= method != null
                && (isAskedAgain(call, method) || (takes(call.getArguments(), method) && !isLogger(method)));
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void unused) {
        // Wrapped in another exception it is still to be handed on.
        TypeMirror type = place.typeOf(getCurrentPath());
        ExecutableElement constructor = place.methodOf(getCurrentPath());
        found |= constructor != null
                && !place.symbols().isA(type, "java.lang.Throwable")
                && takes(made.getArguments(), constructor);
        return super.visitNewClass(made, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree assignment, @Nullable Void unused) {
        found |= isIt(assignment.getExpression());
        return super.visitAssignment(assignment, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
        found |= isIt(variable.getInitializer());
        return super.visitVariable(variable, null);
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree statement, @Nullable Void unused) {
        found |= isIt(statement.getExpression());
        return super.visitReturn(statement, null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
        found |= Place.names(lambda).contains(name);
        return super.visitLambdaExpression(lambda, null);
    }

    /** The exception itself, or another one around it. */
    private boolean isIt(@Nullable Tree tree) {
        if (tree instanceof ParenthesizedTree inner) {
            return isIt(inner.getExpression());
        } else if (tree instanceof TypeCastTree cast) {
            return isIt(cast.getExpression());
        } else if (tree instanceof NewClassTree made) {
            return made.getArguments().stream().anyMatch(this::isIt);
        }
        return tree instanceof IdentifierTree identifier && identifier.getName().contentEquals(name);
    }

    /** {@code currentTask().cancel()}, or {@code uncancel()}, which says that it is meant. */
    private boolean isAskedAgain(MethodInvocationTree call, ExecutableElement method) {
        String called = Place.nameOf(call);
        TreePath receiver = Place.receiver(getCurrentPath());
        return place.symbols().isDeclaredBelow(method, TASK)
                && receiver != null
                && (called.equals("uncancel")
                        || (called.equals("cancel")
                                && receiver.getLeaf().toString().contains("currentTask()")));
    }

    private boolean takes(List<? extends ExpressionTree> arguments, ExecutableElement method) {
        List<? extends VariableElement> parameters = method.getParameters();
        for (int i = 0; i < arguments.size() && !parameters.isEmpty(); i++) {
            TypeMirror parameter =
                    parameters.get(Math.min(i, parameters.size() - 1)).asType();
            if (isIt(arguments.get(i)) && (takesThrowable(parameter) || Symbols.isMemberOf(method, Symbols.IKAT))) {
                return true;
            }
        }
        return false;
    }

    private boolean takesThrowable(TypeMirror parameter) {
        return parameter.getKind() == TypeKind.TYPEVAR || place.symbols().isA(parameter, "java.lang.Throwable");
    }

    private static boolean isLogger(ExecutableElement method) {
        String called = method.getSimpleName().toString();
        String owner = Symbols.ownerOf(method).getSimpleName().toString().toLowerCase(Locale.ROOT);
        return called.startsWith("log")
                || called.startsWith("print")
                || LOGGING.contains(called)
                || owner.endsWith("log")
                || owner.endsWith("logger");
    }
}
