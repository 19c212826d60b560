package dev.ikat.compiler.rules;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.ikat.compiler.source.Body;
import dev.ikat.compiler.source.Place;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A synchronized block, in code that runs on a loop, on a monitor that the whole program shares: a class, or what a static
 * field holds. One that only reads or sets a few variables is over before anybody waits, and is no finding.
 */
final class BlockingMonitor extends Rule {
    /** What a method returns with. */
    private static final Set<String> ENDING = Set.of("done", "end");

    BlockingMonitor() {
        super("blocking-monitor", Level.WARNING, Tree.Kind.SYNCHRONIZED);
    }

    @Override
    public void check(Place place, Findings findings) {
        SynchronizedTree held = (SynchronizedTree) place.tree();
        Body body = place.body();
        if (body == null || !body.runsOnLoop()) {
            return;
        }
        TreePath monitor = place.child(held.getExpression());
        while (monitor.getLeaf() instanceof ParenthesizedTree inner) {
            monitor = new TreePath(monitor, inner.getExpression());
        }
        // An await in it is another finding.
        if (isShared(monitor, place) && body.calls().awaitsIn(held.getBlock()).isEmpty() && takesTime(held)) {
            findings.report(
                    place.path(),
                    "synchronized (" + Place.text(monitor.getLeaf())
                            + ") waits, with the thread of the loop and all tasks there, while another thread holds that"
                            + " monitor, which the whole program shares. Guard what tasks share with a"
                            + " dev.ikat.sync.Lock, or go to a thread: await(toThread(() -> { … }))");
        }
    }

    private static boolean isShared(TreePath monitor, Place place) {
        if (monitor.getLeaf() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("class")) {
            return true;
        }
        Element element = monitor.getLeaf() instanceof ExpressionTree ? place.elementOf(monitor) : null;
        return element != null
                && element.getKind() == ElementKind.FIELD
                && element.getModifiers().contains(Modifier.STATIC);
    }

    private static boolean takesTime(SynchronizedTree held) {
        boolean[] takes = {false};
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
                takes[0] |= (tree instanceof MethodInvocationTree call && !ENDING.contains(Place.nameOf(call)))
                        || tree instanceof NewClassTree
                        || tree instanceof ForLoopTree
                        || tree instanceof EnhancedForLoopTree
                        || tree instanceof WhileLoopTree
                        || tree instanceof DoWhileLoopTree;
                return takes[0] ? null : super.scan(tree, null);
            }
        }.scan(held.getBlock(), null);
        return takes[0];
    }
}
