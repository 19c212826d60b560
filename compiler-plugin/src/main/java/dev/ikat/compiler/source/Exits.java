package dev.ikat.compiler.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/**
 * The ways out of a statement, by the rules of the language for what can complete: conditions count as either, but for a
 * literal true. A choice may be decided by its condition: then, where one of its branches always throws, the choice does.
 */
public final class Exits {
    private static final Exit END = new Exit(Kind.END, null, null);

    /** How a statement is left. */
    public enum Kind {
        /** At its end. */
        END,
        RETURN,
        THROW,
        BREAK,
        CONTINUE
    }

    /** One way, with the label and the statement that leaves; both null for the end. */
    public record Exit(
            Kind kind, @Nullable String label, @Nullable Tree tree) {}

    private final Predicate<ExpressionTree> decides;

    private Exits(Predicate<ExpressionTree> decides) {
        this.decides = decides;
    }

    /** The ways out of a statement. */
    public static Set<Exit> of(StatementTree statement) {
        return new Exits(condition -> false).waysOf(statement);
    }

    /** Whether every way out of a statement throws, choices that such a condition decides taken as those that throw. */
    public static boolean alwaysThrows(StatementTree statement, Predicate<ExpressionTree> decides) {
        return onlyThrows(new Exits(decides).waysOf(statement));
    }

    private static boolean onlyThrows(Set<Exit> exits) {
        return exits.stream().allMatch(each -> each.kind == Kind.THROW);
    }

    private Set<Exit> waysOf(@Nullable Tree tree) {
        if (tree instanceof ReturnTree) {
            return Set.of(new Exit(Kind.RETURN, null, tree));
        } else if (tree instanceof ThrowTree) {
            return Set.of(new Exit(Kind.THROW, null, tree));
        } else if (tree instanceof BreakTree jump) {
            return Set.of(new Exit(Kind.BREAK, text(jump.getLabel()), tree));
        } else if (tree instanceof ContinueTree jump) {
            return Set.of(new Exit(Kind.CONTINUE, text(jump.getLabel()), tree));
        } else if (tree instanceof BlockTree block) {
            return sequence(block.getStatements());
        } else if (tree instanceof SynchronizedTree held) {
            return waysOf(held.getBlock());
        } else if (tree instanceof LabeledStatementTree labelled) {
            return ended(waysOf(labelled.getStatement()), labelled.getLabel().toString());
        } else if (tree instanceof IfTree choice) {
            return choice(choice.getCondition(), branches(choice));
        } else if (tree instanceof TryTree attempt) {
            return attempt(attempt);
        } else if (tree instanceof SwitchTree selection) {
            return selection(selection);
        }
        return loop(tree);
    }

    private static @Nullable String text(@Nullable Name label) {
        return label == null ? null : label.toString();
    }

    private Set<Exit> sequence(List<? extends StatementTree> statements) {
        if (statements.isEmpty()) {
            return Set.of(END);
        }
        StatementTree first = statements.get(0);
        Set<Exit> rest = sequence(statements.subList(1, statements.size()));
        return first instanceof IfTree choice
                ? choice(choice.getCondition(), branches(choice).map(each -> followed(each, rest)))
                : followed(waysOf(first), rest);
    }

    private Stream<Set<Exit>> branches(IfTree choice) {
        return Stream.of(waysOf(choice.getThenStatement()), waysOf(choice.getElseStatement()));
    }

    private static Set<Exit> followed(Set<Exit> exits, Set<Exit> rest) {
        Set<Exit> all = new LinkedHashSet<>(exits);
        if (all.remove(END)) {
            all.addAll(rest);
        }
        return all;
    }

    private Set<Exit> choice(ExpressionTree condition, Stream<Set<Exit>> branches) {
        List<Set<Exit>> each = branches.toList();
        Set<Exit> exits = new LinkedHashSet<>();
        each.forEach(exits::addAll);
        return decides.test(condition)
                ? each.stream().filter(Exits::onlyThrows).findFirst().orElse(exits)
                : exits;
    }

    private Set<Exit> attempt(TryTree attempt) {
        Set<Exit> exits = new LinkedHashSet<>(waysOf(attempt.getBlock()));
        for (CatchTree each : attempt.getCatches()) {
            exits.addAll(waysOf(each.getBlock()));
        }
        Set<Exit> last = attempt.getFinallyBlock() == null ? Set.of(END) : waysOf(attempt.getFinallyBlock());
        if (!last.contains(END)) {
            return last;
        }
        last.stream().filter(each -> each != END).forEach(exits::add);
        return exits;
    }

    private Set<Exit> selection(SwitchTree selection) {
        List<? extends CaseTree> cases = selection.getCases();
        Stream<Set<Exit>> branches =
                IntStream.range(0, cases.size()).mapToObj(each -> waysFrom(cases.subList(each, cases.size())));
        Set<Exit> exits = ended(choice(selection.getExpression(), branches), null);
        boolean throwing = decides.test(selection.getExpression()) && onlyThrows(exits);
        if (!throwing && cases.stream().noneMatch(Exits::isDefault)) {
            exits.add(END);
        }
        return exits;
    }

    /** Of the first case, and with a colon of those that it falls into. */
    private Set<Exit> waysFrom(List<? extends CaseTree> cases) {
        CaseTree first = cases.get(0);
        if (first.getStatements() == null) {
            return waysOf(first.getBody());
        }
        return sequence(cases.stream()
                .<StatementTree>flatMap(each -> each.getStatements().stream())
                .toList());
    }

    private static boolean isDefault(CaseTree each) {
        return each.getExpressions().isEmpty() || each.toString().startsWith("default");
    }

    private Set<Exit> loop(@Nullable Tree tree) {
        if (tree instanceof WhileLoopTree loop) {
            return loop(loop.getStatement(), isTrue(loop.getCondition()));
        } else if (tree instanceof DoWhileLoopTree loop) {
            return loop(loop.getStatement(), isTrue(loop.getCondition()));
        } else if (tree instanceof ForLoopTree loop) {
            return loop(loop.getStatement(), loop.getCondition() == null || isTrue(loop.getCondition()));
        } else if (tree instanceof EnhancedForLoopTree loop) {
            return loop(loop.getStatement(), false);
        }
        return Set.of(END);
    }

    private Set<Exit> loop(StatementTree statement, boolean endless) {
        Set<Exit> inner = waysOf(statement);
        Set<Exit> exits = new LinkedHashSet<>(inner);
        exits.removeIf(each -> each == END || (each.kind == Kind.CONTINUE && each.label == null));
        Set<Exit> outer = ended(exits, null);
        if (!endless) {
            outer.add(END);
        }
        return outer;
    }

    /** With breaks to that label, or without one, as ways to the end. */
    private static Set<Exit> ended(Set<Exit> exits, @Nullable String label) {
        Set<Exit> ended = new LinkedHashSet<>();
        for (Exit each : exits) {
            boolean breaks = each.kind == Kind.BREAK && Objects.equals(each.label, label);
            boolean repeats = each.kind == Kind.CONTINUE && label != null && label.equals(each.label);
            if (!repeats) {
                ended.add(breaks ? END : each);
            }
        }
        return ended;
    }

    private static boolean isTrue(ExpressionTree condition) {
        return condition instanceof ParenthesizedTree inner
                ? isTrue(inner.getExpression())
                : condition instanceof LiteralTree literal && Boolean.TRUE.equals(literal.getValue());
    }
}
