package dev.ikat.compiler.rules;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Result;
import dev.ikat.compiler.source.Symbols;
import dev.ikat.compiler.source.Values;
import dev.ikat.weave.plan.ReturnKind;
import javax.lang.model.type.TypeMirror;

/**
 * A generator that ends wrongly: with null, which is neither {@code end()} nor another generator to go on with, or with a
 * coroutine or a generator as its end value, which nobody runs.
 */
final class GeneratorEnd extends Rule {
    GeneratorEnd() {
        super("generator-end", Level.ERROR, Tree.Kind.RETURN, Tree.Kind.LAMBDA_EXPRESSION, Tree.Kind.METHOD_INVOCATION);
    }

    @Override
    public void check(Place place, Findings findings) {
        if (place.tree() instanceof MethodInvocationTree call) {
            if (place.isIkat(place.path(), "end")) {
                call.getArguments().forEach(value -> checkEndValue(place, value, findings));
            }
            return;
        }
        Result result = Result.at(place);
        if (result != null && result.kind().emits() && result.isOurs()) {
            Values.nullsOf(result.value())
                    .forEach(each -> findings.report(
                            each,
                            "null is no generator: this one fails here instead of ending. Write "
                                    + (result.isStatement() ? "return end();" : "end()")));
        }
    }

    private static void checkEndValue(Place place, ExpressionTree value, Findings findings) {
        TreePath path = place.child(value);
        TypeMirror type = place.typeOf(path);
        String text = Place.text(value);
        if (place.symbols().isA(type, Symbols.ANY_GENERATOR)) {
            findings.report(
                    path,
                    "end(" + text + ") ends with a generator as the value, and emits nothing of it. Write return "
                            + text + "; to go on with its elements");
        } else if (place.symbols().isA(type, Symbols.COROUTINE)) {
            boolean awaits = place.body() != null
                    && place.body().returnKind().map(ReturnKind::awaits).orElse(false);
            findings.report(
                    path,
                    "end(" + text + ") ends with a coroutine as the value, and runs nothing of it. Write "
                            + (awaits
                                    ? "return end(await(" + text + "));"
                                    : "the value itself; a Generator cannot await, an AsyncGenerator<T> can"));
        }
    }
}
