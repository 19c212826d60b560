package dev.ikat.compiler.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose value nobody takes. Values in fields, arguments and variables that are mentioned again are taken:
 * what becomes of them is not followed.
 *
 * @param where what to point at
 * @param expression what makes the value
 * @param type the value's
 */
public record Dropped(Form form, TreePath where, TreePath expression, TypeMirror type) {
    /** How it is dropped. */
    public enum Form {
        /** It is a statement. */
        STATEMENT,
        /** It is all of a lambda that returns nothing. */
        LAMBDA,
        /** It is a method reference that stands for a function which returns nothing: each call's result is dropped. */
        REFERENCE,
        /** It is the initial value of a local variable that is not mentioned again. */
        VARIABLE
    }

    /** The trees at which one may be found. */
    public static Tree.Kind[] kinds() {
        return new Tree.Kind[] {
            Tree.Kind.EXPRESSION_STATEMENT, Tree.Kind.LAMBDA_EXPRESSION, Tree.Kind.MEMBER_REFERENCE, Tree.Kind.VARIABLE
        };
    }

    /**
     * Whether it is made only to see that this fails, {@code assertThrows(X.class, () -> open(-1))}. A method that is woven
     * fails later, when what it made runs.
     */
    public boolean isToFail(Place place) {
        ExecutableElement method = place.methodOf(expression);
        Body body = place.body();
        if (method == null
                || body == null
                || body.kind() != Body.Kind.LAMBDA
                || Symbols.hasAnnotation(method, Symbols.ASYNC)
                || !isAllOfIt(place)) {
            return false;
        }
        TypeMirror function = place.typeOf(body.path());
        return function != null && place.symbols().takesAnyFailure(function);
    }

    /** Whether it is all that a lambda does. */
    private boolean isAllOfIt(Place place) {
        return form == Form.LAMBDA
                || (form == Form.STATEMENT
                        && place.parent() instanceof BlockTree block
                        && block.getStatements().size() == 1);
    }

    /** What is dropped at a tree of these kinds, if it is of such a type; null when nothing is. */
    public static @Nullable Dropped at(Place place, Predicate<? super TypeMirror> ofInterest) {
        Tree tree = place.tree();
        TreePath path = place.path();
        if (tree instanceof ExpressionStatementTree statement) {
            return dropped(Form.STATEMENT, statement.getExpression(), place, ofInterest);
        }
        if (tree instanceof VariableTree variable) {
            TypeMirror type = isInitialisedLocal(variable, place) ? place.typeOf(path) : null;
            return type != null
                            && ofInterest.test(type)
                            && Mentions.of(variable, path).isEmpty()
                    ? new Dropped(Form.VARIABLE, path, place.child(variable.getInitializer()), type)
                    : null;
        }
        Dropped dropped = tree instanceof LambdaExpressionTree lambda
                ? ofLambda(lambda, place, ofInterest)
                : ofReference(place, ofInterest);
        return dropped != null && returnsNothing(place) ? dropped : null;
    }

    private static @Nullable Dropped ofLambda(
            LambdaExpressionTree lambda, Place place, Predicate<? super TypeMirror> ofInterest) {
        return lambda.getBody() instanceof ExpressionTree expression
                ? dropped(Form.LAMBDA, expression, place, ofInterest)
                : null;
    }

    private static @Nullable Dropped ofReference(Place place, Predicate<? super TypeMirror> ofInterest) {
        TreePath path = place.path();
        return place.elementOf(path) instanceof ExecutableElement method && ofInterest.test(method.getReturnType())
                ? new Dropped(Form.REFERENCE, path, path, method.getReturnType())
                : null;
    }

    private static @Nullable Dropped dropped(
            Form form, ExpressionTree expression, Place place, Predicate<? super TypeMirror> ofInterest) {
        TreePath path = place.child(expression);
        TypeMirror type = expression.getKind() == Tree.Kind.ASSIGNMENT ? null : place.typeOf(path);
        return type != null && ofInterest.test(type) ? new Dropped(form, path, path, type) : null;
    }

    private static boolean isInitialisedLocal(VariableTree variable, Place place) {
        Element element = variable.getInitializer() == null ? null : place.elementOf(place.path());
        return element != null && element.getKind() == ElementKind.LOCAL_VARIABLE;
    }

    /** Of a lambda or a method reference. */
    private static boolean returnsNothing(Place place) {
        TypeMirror function = place.typeOf(place.path());
        TypeMirror result = function == null ? null : place.symbols().resultOfFunction(function);
        return result != null && result.getKind() == TypeKind.VOID;
    }
}
