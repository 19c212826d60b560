package dev.ikat.compiler.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What the iterations of a loop have to do with each other, by the names of variables: what one changes that the next may see.
 * In doubt, one that calls a method on something changes it, and they depend on each other.
 */
public final class Iterations {
    /** With any of these in it, an iteration may be the last, see what another did, or undo it. */
    private static final Set<Tree.Kind> ENTANGLING = Set.of(
            Tree.Kind.BREAK,
            Tree.Kind.DO_WHILE_LOOP,
            Tree.Kind.ENHANCED_FOR_LOOP,
            Tree.Kind.FOR_LOOP,
            Tree.Kind.LABELED_STATEMENT,
            Tree.Kind.RETURN,
            Tree.Kind.SYNCHRONIZED,
            Tree.Kind.THROW,
            Tree.Kind.TRY,
            Tree.Kind.WHILE_LOOP);

    private final Place loop;
    private final String variable;
    private final List<TreePath> suspending;
    /** Variables that each iteration has for itself. */
    private final Set<String> own = new HashSet<>();

    private final Set<String> changed = new HashSet<>();
    /** What each variable got a value from. */
    private final Map<String, Set<String>> sources = new HashMap<>();
    /** What it depends on whether, or how often, an await is reached. */
    private final Set<String> decisive;

    private boolean entangled;

    /** Of a loop over what the header has, with the variable. */
    public Iterations(Place loop, VariableTree variable, ExpressionTree header, StatementTree body) {
        this.loop = loop;
        this.variable = variable.getName().toString();
        own.add(this.variable);
        decisive = names(header);
        TreePath path = loop.child(body);
        Body around = loop.body();
        suspending = around == null ? List.of() : around.calls().awaitsIn(body);
        entangled = ENTANGLING.contains(body.getKind());
        if (!suspending.isEmpty() && !entangled) {
            new Effects().scan(path, null);
            while (spread()) {
                // a variable may get its value by way of several
            }
        }
    }

    /** What got a value from what was changed is changed. */
    private boolean spread() {
        return changed.addAll(sources.entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(changed::contains))
                .map(Map.Entry::getKey)
                .toList());
    }

    /** Whether each could go on without what another one did, but for what it awaits. */
    public boolean areIndependent() {
        return !entangled
                && decisive.stream().noneMatch(changed::contains)
                && suspending.stream()
                        .allMatch(each -> Place.nameOf((MethodInvocationTree) each.getLeaf())
                                .equals("await"));
    }

    public List<TreePath> awaits() {
        return suspending;
    }

    /** Whether an expression has to do with the iteration it stands in, and with nothing that others change. */
    public boolean dependsOnlyOnItsOwn(TreePath expression) {
        Set<String> names = names(expression.getLeaf());
        return names.stream().anyMatch(own::contains) && names.stream().noneMatch(changed::contains);
    }

    private static Set<String> names(Tree code) {
        Set<String> names = new HashSet<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitIdentifier(IdentifierTree identifier, @Nullable Void unused) {
                names.add(identifier.getName().toString());
                return null;
            }

            @Override
            public @Nullable Void visitMemberSelect(MemberSelectTree member, @Nullable Void unused) {
                names.add(root(member));
                return super.visitMemberSelect(member, null);
            }
        }.scan(code, null);
        return names;
    }

    /** The variable that an expression reaches its object by; of a field of this, that one; empty when there is none. */
    private static String root(Tree expression) {
        if (expression instanceof IdentifierTree identifier) {
            return identifier.getName().toString();
        }
        if (expression instanceof MemberSelectTree member) {
            String above = root(member.getExpression());
            return above.equals("this") ? member.getIdentifier().toString() : above;
        }
        if (expression instanceof ArrayAccessTree element) {
            return root(element.getExpression());
        }
        return expression instanceof MethodInvocationTree call
                        && call.getMethodSelect() instanceof MemberSelectTree select
                ? root(select.getExpression())
                : "";
    }

    /** Goes through the loop's body. */
    private final class Effects extends BodyScanner {
        private boolean inAwait;

        @Override
        public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
            if (tree != null && ENTANGLING.contains(tree.getKind())) {
                entangled = true;
            }
            return super.scan(tree, null);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree declared, @Nullable Void unused) {
            String name = declared.getName().toString();
            own.add(name);
            flows(declared.getInitializer(), name);
            return super.visitVariable(declared, null);
        }

        @Override
        public @Nullable Void visitAssignment(AssignmentTree assignment, @Nullable Void unused) {
            boolean isElement = assignment.getVariable() instanceof ArrayAccessTree;
            entangled |= !isElement && !own.contains(root(assignment.getVariable()));
            flows(assignment.getExpression(), root(assignment.getVariable()));
            change(assignment.getVariable());
            return super.visitAssignment(assignment, null);
        }

        @Override
        public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree assignment, @Nullable Void unused) {
            change(assignment.getVariable());
            return super.visitCompoundAssignment(assignment, null);
        }

        @Override
        public @Nullable Void visitUnary(UnaryTree unary, @Nullable Void unused) {
            switch (unary.getKind()) {
                case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
                    change(unary.getExpression());
                default -> {
                    // changes nothing
                }
            }
            return super.visitUnary(unary, null);
        }

        private void flows(@Nullable Tree value, String into) {
            if (value != null) {
                sources.computeIfAbsent(into, each -> new HashSet<>()).addAll(names(value));
            }
        }

        private void change(Tree target) {
            String root = root(target);
            if (!own.contains(root)) {
                changed.add(root);
            }
            entangled |= root.equals(variable);
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
            boolean outside = !inAwait;
            inAwait |= loop.suspendingCall(getCurrentPath()) != null;
            if (!inAwait) {
                touch(call);
            }
            super.visitMethodInvocation(call, null);
            inAwait &= !outside;
            return null;
        }

        /** A call outside of what is awaited. */
        private void touch(MethodInvocationTree call) {
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                String root = root(select);
                if (!own.contains(root)) {
                    changed.add(root);
                }
            } else {
                ExecutableElement method = loop.methodOf(getCurrentPath());
                entangled |= method == null || !method.getModifiers().contains(Modifier.STATIC);
            }
        }

        @Override
        public @Nullable Void visitIf(IfTree tree, @Nullable Void unused) {
            decisive.addAll(names(tree.getCondition()));
            return super.visitIf(tree, null);
        }

        @Override
        public @Nullable Void visitConditionalExpression(ConditionalExpressionTree tree, @Nullable Void unused) {
            decisive.addAll(names(tree.getCondition()));
            return super.visitConditionalExpression(tree, null);
        }
    }
}
