package dev.ikat.compiler.rules;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A coroutine or a generator that is made and dropped: nothing of it ever runs. */
final class NeverAwaited extends Rule {
    NeverAwaited() {
        super(
                "never-awaited",
                Level.ERROR,
                Tree.Kind.EXPRESSION_STATEMENT,
                Tree.Kind.LAMBDA_EXPRESSION,
                Tree.Kind.MEMBER_REFERENCE,
                Tree.Kind.VARIABLE);
    }

    @Override
    public void check(Place place, Findings findings) {
        Tree tree = place.tree();
        if (tree instanceof ExpressionStatementTree statement) {
            dropped(place, place.child(statement.getExpression()), findings);
        } else if (tree instanceof LambdaExpressionTree lambda
                && lambda.getBodyKind() == LambdaExpressionTree.BodyKind.EXPRESSION
                && returnsNothing(place.typeOf(place.path()), place)) {
            dropped(place, place.child(lambda.getBody()), findings);
        } else if (tree instanceof VariableTree variable) {
            unused(place, variable, findings);
        } else {
            reference(place, findings);
        }
    }

    private static void dropped(Place place, TreePath expression, Findings findings) {
        String what = cold(place, place.typeOf(expression));
        if (what != null && !isAssignment(expression.getLeaf())) {
            String text = Place.text(expression.getLeaf());
            findings.report(
                    expression,
                    "the " + what + " that " + text + " makes is dropped: nothing of it runs. "
                            + advice(place, what, text));
        }
    }

    private static String advice(Place place, String what, String text) {
        if (what.equals("generator")) {
            return "Iterate it";
        }
        Body body = place.body();
        return body != null && body.runsOnLoop()
                ? "Write await(" + text + "), or start(" + text + ") to run it as a task beside this one"
                : "Return it, or write start(" + text + ") to run it as a task";
    }

    private static void reference(Place place, Findings findings) {
        if (place.elementOf(place.path()) instanceof ExecutableElement method
                && returnsNothing(place.typeOf(place.path()), place)) {
            String what = cold(place, method.getReturnType());
            if (what != null) {
                findings.report(
                        place.path(),
                        "each call of " + Place.text(place.tree()) + " makes a " + what + " that is dropped here, where"
                                + " nothing is to be returned: nothing of it runs. Await in a loop, or gather what the"
                                + " calls return");
            }
        }
    }

    private static void unused(Place place, VariableTree variable, Findings findings) {
        Element element = variable.getInitializer() == null ? null : place.elementOf(place.path());
        String what = element != null && element.getKind() == ElementKind.LOCAL_VARIABLE
                ? cold(place, place.typeOf(place.path()))
                : null;
        if (what != null && !isUsed(variable, place.parent())) {
            findings.report(
                    place.path(),
                    "the " + what + " in variable " + variable.getName() + " is never used: nothing of it runs. "
                            + advice(place, what, Place.text(variable.getInitializer())));
        }
    }

    private static boolean isUsed(VariableTree variable, Tree scope) {
        boolean[] used = {false};
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitIdentifier(IdentifierTree identifier, @Nullable Void unused) {
                used[0] |= identifier.getName().equals(variable.getName());
                return null;
            }
        }.scan(scope, null);
        return used[0];
    }

    private static boolean isAssignment(Tree tree) {
        return tree.getKind() == Tree.Kind.ASSIGNMENT;
    }

    /** A coroutine or a generator, by what it is; null for anything else. */
    private static @Nullable String cold(Place place, @Nullable TypeMirror type) {
        if (type == null || type.getKind() != TypeKind.DECLARED) {
            return null;
        }
        return place.symbols().isA(type, Symbols.COROUTINE)
                ? "coroutine"
                : place.symbols().isA(type, Symbols.ANY_GENERATOR) ? "generator" : null;
    }

    private static boolean returnsNothing(@Nullable TypeMirror function, Place place) {
        TypeMirror result = function == null ? null : place.symbols().resultOfFunction(function);
        return result != null && result.getKind() == TypeKind.VOID;
    }
}
