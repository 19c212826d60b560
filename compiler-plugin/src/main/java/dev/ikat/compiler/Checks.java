package dev.ikat.compiler;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.ikat.compiler.rules.Level;
import dev.ikat.compiler.rules.Rule;
import dev.ikat.compiler.rules.Rules;
import dev.ikat.compiler.source.Place;
import dev.ikat.compiler.source.Symbols;
import dev.ikat.compiler.source.Walk;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Shows the trees of a class to the rules, and prints what they find. */
final class Checks implements Walk.Visitor {
    private final Trees trees;
    private final Symbols symbols;
    private final Messages messages;
    private final Map<Tree.Kind, List<Rule>> rules = new EnumMap<>(Tree.Kind.class);

    Checks(Trees trees, Symbols symbols, Options options, Messages messages) {
        this.trees = trees;
        this.symbols = symbols;
        this.messages = messages;
        for (Rule rule : Rules.ALL) {
            if (options.level(rule) != Level.OFF) {
                rule.kinds()
                        .forEach(kind -> rules.computeIfAbsent(kind, each -> new ArrayList<>())
                                .add(rule));
            }
        }
    }

    /** Of the class there with all in it. */
    void check(TreePath type) {
        Walk.through(type, trees, symbols, this);
    }

    @Override
    public boolean wants(Tree.Kind kind) {
        return rules.containsKey(kind);
    }

    @Override
    public void visit(Place place) {
        for (Rule rule : rules.getOrDefault(place.tree().getKind(), List.of())) {
            try {
                rule.check(place, (where, message) -> messages.print(rule, where, message));
            } catch (RuntimeException error) {
                messages.failed(rule, place.path(), error);
            }
        }
    }
}
