package dev.ikat.compiler.rules;

import com.sun.source.tree.Tree;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Result;
import dev.ikat.compiler.source.Symbols;
import dev.ikat.compiler.source.Values;
import dev.ikat.weave.plan.ReturnKind;

/** Null in place of a coroutine, a task or a future: who awaits it fails. Meant is a coroutine whose value is null. */
final class NullCoroutine extends Rule {
    NullCoroutine() {
        super("null-coroutine", Level.ERROR, Tree.Kind.RETURN, Tree.Kind.LAMBDA_EXPRESSION);
    }

    @Override
    public void check(Place place, Findings findings) {
        Result result = Result.at(place);
        if (result != null && !result.kind().emits() && result.isOurs()) {
            Values.nullsOf(result.value())
                    .forEach(each -> findings.report(
                            each,
                            "null is nothing to await: whoever awaits this gets a NullPointerException. Write "
                                    + ended(result)));
        }
    }

    private static String ended(Result result) {
        boolean isVoid = result.typeArgument() != null
                && Symbols.text(result.typeArgument()).equals("Void");
        String value = isVoid ? "" : "null";
        String made = result.kind() == ReturnKind.TASK
                ? "Task.of(null)"
                : result.kind() == ReturnKind.FUTURE
                        ? "CompletableFuture.completedFuture(null)"
                        : "done(" + value + ")";
        return result.isStatement() ? "return " + made + ";" : made;
    }
}
