package dev.ikat.compiler.rules;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;

/** A loop that is run in code that a loop runs already. */
final class RunInside extends Rule {
    private static final Map<String, Set<String>> RUNNING = Map.of(
            "run", Set.of(Symbols.IKAT, Symbols.PACKAGE + "Runner"),
            "runUntilComplete", Set.of(Symbols.PACKAGE + "loop.EventLoop"),
            "runForever", Set.of(Symbols.PACKAGE + "loop.EventLoop"));

    RunInside() {
        super("run-inside", Level.ERROR, Tree.Kind.METHOD_INVOCATION);
    }

    @Override
    public void check(Place place, Findings findings) {
        MethodInvocationTree call = (MethodInvocationTree) place.tree();
        Body body = place.body();
        Set<String> owners = body == null || !body.runsOnLoop() ? null : RUNNING.get(Place.nameOf(call));
        if (owners == null) {
            return;
        }
        ExecutableElement method = place.methodOf(place.path());
        if (method != null && owners.stream().anyMatch(each -> place.symbols().isDeclaredBelow(method, each))) {
            findings.report(
                    place.path(),
                    Place.text(call)
                            + " in code that a loop runs already: a thread runs one loop at a time, so this throws"
                            + " IllegalStateException. " + instead(call));
        }
    }

    private static String instead(MethodInvocationTree call) {
        return call.getArguments().isEmpty()
                ? "Run the loop on a thread of its own, in toThread(() -> …)"
                : "Write await(" + Place.text(call.getArguments().get(0)) + ")";
    }
}
