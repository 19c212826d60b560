package dev.ikat.compiler.rules;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Exits;
import dev.ikat.compiler.source.Place;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A clause around an await that catches the task's own cancellation and goes on as if nothing were, or a finally block that
 * leaves by return, break or continue. A clause may end what it began, but must throw or hand on what it caught; one that asks
 * what it caught, and throws in one of the cases, is believed. To wait for the end of a task that the same method cancelled is
 * no finding.
 */
final class SwallowedCancellation extends Rule {
    SwallowedCancellation() {
        super("swallowed-cancellation", Level.WARNING, Tree.Kind.TRY);
    }

    @Override
    public void check(Place place, Findings findings) {
        TryTree attempt = (TryTree) place.tree();
        Body body = place.body();
        if (body == null || !body.runsOnLoop()) {
            return;
        }
        List<TreePath> awaits = body.calls().awaits().stream()
                .filter(each -> isGuarded(each, attempt))
                .toList();
        if (!awaits.isEmpty() && !isWaitingForCancelled(awaits, body)) {
            CatchTree clause = firstThatCatches(attempt, place);
            if (clause != null && !isHarmless(clause, place)) {
                findings.report(place.child(clause), caught(clause, awaits.get(0), place));
            }
        }
        BlockTree last = attempt.getFinallyBlock();
        if (last != null && !body.calls().awaitsIn(attempt).isEmpty()) {
            left(last, place, findings);
        }
    }

    /** Whether an await stands in the block of a try statement, or in its resources. */
    private static boolean isGuarded(TreePath await, TryTree attempt) {
        for (TreePath path = await; path.getParentPath() != null; path = path.getParentPath()) {
            if (path.getParentPath().getLeaf() == attempt) {
                return path.getLeaf() == attempt.getBlock()
                        || attempt.getResources().contains(path.getLeaf());
            }
        }
        return false;
    }

    /** Where each await waits for something on which the method called cancel before. */
    private static boolean isWaitingForCancelled(List<TreePath> awaits, Body body) {
        return awaits.stream().allMatch(await -> {
            Set<String> awaited = namesOfAwaited(await);
            return body.calls().before(await.getLeaf()).stream()
                    .map(each -> (MethodInvocationTree) each.getLeaf())
                    .filter(SwallowedCancellation::isCancel)
                    .anyMatch(each -> !Collections.disjoint(Place.names(each), awaited));
        });
    }

    /** With what a loop goes through where its variable is awaited. */
    private static Set<String> namesOfAwaited(TreePath await) {
        Set<String> names = new HashSet<>();
        ((MethodInvocationTree) await.getLeaf()).getArguments().forEach(each -> names.addAll(Place.names(each)));
        for (TreePath path = await; path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof EnhancedForLoopTree loop
                    && names.contains(loop.getVariable().getName().toString())) {
                names.addAll(Place.names(loop.getExpression()));
            }
        }
        return names;
    }

    /** Of one object, of several as in {@code tasks.forEach(Task::cancel)}, or in a method whose name says so. */
    private static boolean isCancel(MethodInvocationTree call) {
        String name = Place.nameOf(call);
        return (name.startsWith("cancel") && !name.equals("cancelling"))
                || call.getArguments().stream().anyMatch(each -> each.toString().contains("cancel"));
    }

    /** The clause that a cancellation arrives at, if there is one. */
    private static @Nullable CatchTree firstThatCatches(TryTree attempt, Place place) {
        return attempt.getCatches().stream()
                .filter(each -> catches(each, place))
                .findFirst()
                .orElse(null);
    }

    private static boolean catches(CatchTree clause, Place place) {
        TreePath type = place.child(clause);
        type = new TreePath(type, clause.getParameter());
        type = new TreePath(type, clause.getParameter().getType());
        if (type.getLeaf() instanceof UnionTypeTree union) {
            TreePath all = type;
            return union.getTypeAlternatives().stream()
                    .anyMatch(each -> isCancellation(new TreePath(all, each), place));
        }
        return isCancellation(type, place);
    }

    private static boolean isCancellation(TreePath type, Place place) {
        TypeMirror caught = place.typeOf(type);
        TypeElement element = caught == null ? null : place.symbols().classOf(caught);
        TypeElement cancelled = place.symbols().find(HandedOn.CANCELLED);
        return element != null
                && cancelled != null
                && place.symbols()
                        .isA(cancelled.asType(), element.getQualifiedName().toString());
    }

    private static boolean isHarmless(CatchTree clause, Place place) {
        String name = clause.getParameter().getName().toString();
        return Exits.alwaysThrows(clause.getBlock(), condition -> HandedOn.isAskedBy(condition, name))
                || HandedOn.isIn(place.child(clause), name, place);
    }

    private static String caught(CatchTree clause, TreePath await, Place place) {
        String name = clause.getParameter().getName().toString();
        String type = clause.getParameter().getType().toString();
        String what = "catch (" + type + " " + name + ") swallows the cancellation that arrives at "
                + Place.text(await.getLeaf()) + " in line " + place.lineOf(await.getLeaf())
                + ": the task goes on, and who cancelled it waits. ";
        return type.endsWith("CancelledError")
                ? what + "End the clause with throw " + name
                : what + "Catch Exception, or put catch (CancelledError cancelled) { throw cancelled; } before it";
    }

    private static void left(BlockTree last, Place place, Findings findings) {
        for (Exits.Exit exit : Exits.of(last)) {
            Tree leaving = exit.tree();
            if (leaving != null && exit.kind() != Exits.Kind.THROW) {
                findings.report(
                        new TreePath(place.child(last), leaving),
                        Place.text(leaving)
                                + " leaves a finally block, and with it a cancellation, or any exception, that"
                                + " was on its way out is lost. Move it behind the try statement");
            }
        }
    }
}
