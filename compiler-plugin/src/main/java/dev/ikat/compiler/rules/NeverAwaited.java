package dev.ikat.compiler.rules;

import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Dropped;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A coroutine or a generator that is made and dropped: nothing of it ever runs. */
final class NeverAwaited extends Rule {
    NeverAwaited() {
        super("never-awaited", Level.ERROR, Dropped.kinds());
    }

    @Override
    public void check(Place place, Findings findings) {
        Dropped dropped = Dropped.at(place, type -> cold(place, type) != null);
        String what = dropped == null ? null : cold(place, dropped.type());
        if (dropped != null && what != null && isMade(place, dropped.expression()) && !dropped.isToFail(place)) {
            findings.report(dropped.where(), message(place, dropped, what));
        }
    }

    /** Not so where a method gives back what it was given, as {@code list.set} does. */
    private static boolean isMade(Place place, TreePath expression) {
        ExecutableElement method = place.methodOf(expression);
        return method == null
                || method.getReturnType().getKind() != TypeKind.TYPEVAR
                || Symbols.isMemberOf(method, Symbols.IKAT);
    }

    private static String message(Place place, Dropped dropped, String what) {
        Tree expression = dropped.expression().getLeaf();
        String text = Place.text(expression);
        if (dropped.form() == Dropped.Form.STATEMENT && isEnd(place, dropped.expression())) {
            return text + " as a statement does not end the method. Write return " + text + ";";
        }
        return switch (dropped.form()) {
            case STATEMENT, LAMBDA ->
                "the " + what + " that " + text + " makes is dropped: nothing of it runs. " + advice(place, what, text);
            case REFERENCE ->
                "each call of " + text + " makes a " + what + " that is dropped here, where nothing is to be returned:"
                        + " nothing of it runs. Await in a loop, or gather what the calls return";
            case VARIABLE ->
                "the " + what + " in variable " + nameOf((VariableTree) place.tree())
                        + " is never used: nothing of it runs. " + advice(place, what, text);
        };
    }

    /** One without a name is written so. */
    private static String nameOf(VariableTree variable) {
        return variable.getName().isEmpty() ? "_" : variable.getName().toString();
    }

    private static String advice(Place place, String what, String text) {
        if (what.equals("generator")) {
            return "Iterate it";
        }
        Body body = place.body();
        return body != null && body.runsOnLoop()
                ? "Write await(" + text + "), or var task = start(" + text + ") to run it as a task beside this one"
                : "Return it, or keep the task that start(" + text + ") runs it as";
    }

    /** {@code done(…)} and {@code end(…)}, which only a return makes something of. */
    private static boolean isEnd(Place place, TreePath expression) {
        return place.isIkat(expression, "done") || place.isIkat(expression, "end");
    }

    /** A coroutine or a generator, by what it is; null for anything else. */
    private static @Nullable String cold(Place place, TypeMirror type) {
        if (type.getKind() != TypeKind.DECLARED) {
            return null;
        }
        return place.symbols().isA(type, Symbols.COROUTINE)
                ? "coroutine"
                : place.symbols().isA(type, Symbols.ANY_GENERATOR) ? "generator" : null;
    }
}
