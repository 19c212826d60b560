package dev.ikat.compiler.rules;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Place;
import dev.ikat.weave.plan.Reasons;
import dev.ikat.weave.plan.ReturnKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** An await, emit or each in code that cannot wait. */
final class MisplacedAwait extends Rule {
    MisplacedAwait() {
        super("misplaced-await", Level.ERROR, Tree.Kind.METHOD_INVOCATION);
    }

    @Override
    public void check(Place place, Findings findings) {
        String call = place.suspendingCall(place.path());
        Body body = place.body();
        if (call == null || body == null) {
            return;
        }
        String reason = switch (body.kind()) {
            case CONSTRUCTOR -> Reasons.inConstructor(call);
            case STATIC_INITIALISER -> Reasons.inStaticInitialiser(call);
            case LAMBDA -> body.isWoven() ? inWoven(place, call, body) : Reasons.inLambda(call, result(body));
            case METHOD -> body.isAsyncMethod() ? inWoven(place, call, body) : inPlainMethod(call, body);
        };
        if (reason != null) {
            findings.report(place.path(), reason);
        }
    }

    private static String inPlainMethod(String call, Body body) {
        String name = ((MethodTree) body.path().getLeaf()).getName().toString();
        return body.returnKind().isPresent()
                ? call + " in method " + name + ", which is not woven. Annotate it with @Async"
                : call + " in method " + name + ", which returns " + result(body)
                        + " and cannot wait. Annotate it with @Async and let it return Coroutine<T>; plain code runs a"
                        + " coroutine with Ikat.run(…)";
    }

    private static String result(Body body) {
        TypeMirror result = body.result();
        return result == null ? "nothing" : result.toString();
    }

    /** Where the return type is wrong, or a monitor is the method's own, the method itself is what is reported. */
    private static @Nullable String inWoven(Place place, String call, Body body) {
        ReturnKind kind = body.returnKind().orElse(null);
        if (kind == null) {
            return null;
        }
        if (isHeld(place.path(), body.path())) {
            return Reasons.heldMonitor(call);
        }
        boolean emits = call.startsWith("emit");
        if (emits && !kind.emits()) {
            return Reasons.emitOutsideGenerator(result(body));
        }
        boolean waits = !emits || (call.equals("emitAll") && place.takes(place.path(), "dev.ikat.AsyncIterable"));
        return waits && !kind.awaits() ? Reasons.waitingInGenerator(call) : null;
    }

    private static boolean isHeld(TreePath call, TreePath body) {
        TreePath inner = call;
        for (TreePath path = call; path.getLeaf() != body.getLeaf(); path = path.getParentPath()) {
            if (path.getLeaf() instanceof SynchronizedTree held && held.getBlock() == inner.getLeaf()) {
                return true;
            }
            inner = path;
        }
        return false;
    }
}
