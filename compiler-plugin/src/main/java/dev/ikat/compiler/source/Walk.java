package dev.ikat.compiler.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a class, outer trees first, and shows each one with the body that it stands in. */
public final class Walk extends TreeScanner<@Nullable Void, @Nullable Body> {
    /** Takes the trees, one after the other; asked before whether it wants one, so that no place is made for those it does not. */
    public interface Visitor {
        boolean wants(Tree.Kind kind);

        void visit(Place place);
    }

    private static final Set<Tree.Kind> CLASSES = EnumSet.of(
            Tree.Kind.CLASS, Tree.Kind.INTERFACE, Tree.Kind.ENUM, Tree.Kind.RECORD, Tree.Kind.ANNOTATION_TYPE);

    private final Symbols symbols;
    private final Trees trees;
    private final Visitor visitor;
    private final Set<Tree.Kind> wanted = EnumSet.noneOf(Tree.Kind.class);

    /** The trees from the class to the current one, and their paths, which are made when one is needed. */
    private Tree[] above = new Tree[64];

    private @Nullable TreePath[] paths = new TreePath[64];
    private int depth;

    private Walk(Symbols symbols, Trees trees, Visitor visitor) {
        this.symbols = symbols;
        this.trees = trees;
        this.visitor = visitor;
        for (Tree.Kind kind : Tree.Kind.values()) {
            if (visitor.wants(kind)) {
                wanted.add(kind);
            }
        }
    }

    /** Through the class at the path. */
    public static void through(TreePath classPath, Trees trees, Symbols symbols, Visitor visitor) {
        Walk walk = new Walk(symbols, trees, visitor);
        TreePath unit = Objects.requireNonNull(classPath.getParentPath());
        walk.push(unit.getLeaf());
        walk.paths[0] = unit;
        walk.scan(classPath.getLeaf(), null);
    }

    /** Nearly all trees pass through without anything being made for them: this is what a compilation pays for the checks. */
    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Body around) {
        if (tree == null) {
            return null;
        }
        push(tree);
        Tree.Kind kind = tree.getKind();
        Body body = around;
        if (CLASSES.contains(kind)) {
            body = null;
        } else if (mayBeginBody(kind)) {
            Body begun = Body.at(path(depth - 1), trees, symbols);
            body = begun == null ? around : begun;
        }
        if (wanted.contains(kind)) {
            visitor.visit(new Place(symbols, trees, path(depth - 1), body));
        }
        super.scan(tree, body);
        depth--;
        return null;
    }

    private boolean mayBeginBody(Tree.Kind kind) {
        return switch (kind) {
            case METHOD, LAMBDA_EXPRESSION -> true;
            case BLOCK, VARIABLE -> above[depth - 2] instanceof ClassTree;
            default -> false;
        };
    }

    private void push(Tree tree) {
        if (depth == above.length) {
            above = Arrays.copyOf(above, 2 * depth);
            paths = Arrays.copyOf(paths, 2 * depth);
        }
        above[depth] = tree;
        paths[depth] = null;
        depth++;
    }

    private TreePath path(int at) {
        int known = at;
        TreePath path = paths[known];
        while (path == null) {
            path = paths[--known]; // the first one is always there
        }
        while (known < at) {
            path = new TreePath(path, above[++known]);
            paths[known] = path;
        }
        return path;
    }
}
