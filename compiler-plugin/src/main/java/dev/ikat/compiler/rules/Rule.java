package dev.ikat.compiler.rules;

import com.sun.source.tree.Tree;
import dev.ikat.compiler.source.Place;
import java.util.Set;

/**
 * A kind of misuse: what it is called, how loud it is when nobody says otherwise, which trees it looks at, and what is wrong
 * with one of them. Rules keep no state: a compilation asks each about every tree of its kinds, outer trees first. It does not
 * in classes that its scout passes over, which must see all that a rule may find: a new rule is a new question to it.
 */
public abstract class Rule {
    private final String code;
    private final Level usual;
    private final Set<Tree.Kind> kinds;

    Rule(String code, Level usual, Tree.Kind... kinds) {
        this.code = code;
        this.usual = usual;
        this.kinds = Set.of(kinds);
    }

    /** Its name in messages, options and {@code @SuppressWarnings("ikat:…")}. */
    public final String code() {
        return code;
    }

    /** Its level when no option gives another. */
    public final Level usual() {
        return usual;
    }

    /** The trees it looks at. */
    public final Set<Tree.Kind> kinds() {
        return kinds;
    }

    /** Reports what is wrong there. */
    public abstract void check(Place place, Findings findings);
}
