package dev.ikat.compiler.rules;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Iterations;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Awaits in a loop that wait one after the other and could wait together. Only loops over a collection, an array or a range
 * are looked at, and only awaits of calls that ask for a value with what the iteration alone knows: what is awaited for
 * its effect may need its order. Off unless asked for, since a program may want to be that gentle.
 */
final class AwaitInLoop extends Rule {
    private static final Set<Tree.Kind> COMPARISONS = Set.of(
            Tree.Kind.LESS_THAN,
            Tree.Kind.LESS_THAN_EQUAL,
            Tree.Kind.GREATER_THAN,
            Tree.Kind.GREATER_THAN_EQUAL,
            Tree.Kind.NOT_EQUAL_TO);

    AwaitInLoop() {
        super("await-in-loop", Level.OFF, Tree.Kind.ENHANCED_FOR_LOOP, Tree.Kind.FOR_LOOP);
    }

    @Override
    public void check(Place place, Findings findings) {
        Body body = place.body();
        if (body == null || !body.runsOnLoop() || body.returnKind().get().emits()) {
            return;
        }
        Iterations iterations = iterations(place);
        if (iterations == null || !iterations.areIndependent()) {
            return;
        }
        List<TreePath> awaits = iterations.awaits();
        if (!awaits.isEmpty() && awaits.stream().allMatch(each -> asksForValue(place, each, iterations))) {
            String call = Place.text(awaited(awaits.get(0)).getLeaf());
            findings.report(
                    awaits.get(0),
                    "each " + call
                            + " waits until the one before has ended. If they need not, collect the coroutines in"
                            + " the loop, list.add(" + call + "), and write await(gather(list)) behind it, or"
                            + " await(gather(limit, list)) for so many at a time");
        }
    }

    private static @Nullable Iterations iterations(Place place) {
        if (place.tree() instanceof EnhancedForLoopTree loop) {
            return place.suspendingCall(place.child(loop.getExpression())) == null
                    ? new Iterations(place, loop.getVariable(), loop.getExpression(), loop.getStatement())
                    : null;
        }
        ForLoopTree loop = (ForLoopTree) place.tree();
        List<? extends StatementTree> begin = loop.getInitializer();
        return begin.size() == 1
                        && begin.get(0) instanceof VariableTree counter
                        && loop.getCondition() instanceof BinaryTree condition
                        && COMPARISONS.contains(condition.getKind())
                        && loop.getUpdate().size() == 1
                ? new Iterations(place, counter, condition, loop.getStatement())
                : null;
    }

    private static TreePath awaited(TreePath await) {
        return new TreePath(
                await, ((MethodInvocationTree) await.getLeaf()).getArguments().get(0));
    }

    private static boolean asksForValue(Place place, TreePath await, Iterations iterations) {
        TreePath awaited = awaited(await);
        ExecutableElement method = awaited.getLeaf() instanceof MethodInvocationTree ? place.methodOf(awaited) : null;
        TypeMirror value = place.typeOf(await);
        return method != null
                && !place.symbols().isOfRuntime(method)
                && place.symbols().isA(method.getReturnType(), Symbols.COROUTINE)
                && value != null
                && !place.symbols().isA(value, "java.lang.Void")
                && !(await.getParentPath().getLeaf() instanceof ExpressionStatementTree)
                && iterations.dependsOnlyOnItsOwn(awaited);
    }
}
