package dev.ikat.compiler.rules;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Place;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;

/** A thread-local variable in code that awaits: all tasks of a loop share its thread. */
final class ThreadLocals extends Rule {
    private static final Set<String> METHODS = Set.of("get", "set", "remove");

    ThreadLocals() {
        super("thread-local", Level.OFF, Tree.Kind.METHOD_INVOCATION);
    }

    @Override
    public void check(Place place, Findings findings) {
        MethodInvocationTree call = (MethodInvocationTree) place.tree();
        Body body = place.body();
        if (!METHODS.contains(Place.nameOf(call))
                || body == null
                || !body.runsOnLoop()
                || body.calls().awaits().isEmpty()) {
            return;
        }
        ExecutableElement method = place.methodOf(place.path());
        if (method != null && place.symbols().isDeclaredBelow(method, "java.lang.ThreadLocal")) {
            TreePath variable = place.receiver();
            findings.report(
                    place.path(),
                    Place.text(call)
                            + ": a ThreadLocal belongs to the thread, which all tasks of the loop share, so another"
                            + " task may see or change it at an await. Use a dev.ikat.ContextVar, which belongs to the"
                            + " task, or carry it along with ThreadContext.register(ThreadContext.of("
                            + (variable == null ? "it" : Place.text(variable.getLeaf())) + "))");
        }
    }
}
