package dev.ikat.compiler.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Goes through a class, outer trees first, and shows each one with the body that it stands in. */
public final class Walk extends TreeScanner<@Nullable Void, @Nullable Body> {
    /** Takes the trees, one after the other; asked before whether it wants one, so that no place is made for those it does not. */
    public interface Visitor {
        boolean wants(Tree.Kind kind);

        void visit(Place place);
    }

    private final Symbols symbols;
    private final Trees trees;
    private final Visitor visitor;
    private TreePath path;

    private Walk(Symbols symbols, Trees trees, TreePath above, Visitor visitor) {
        this.symbols = symbols;
        this.trees = trees;
        this.path = above;
        this.visitor = visitor;
    }

    /** Through the class at the path. */
    public static void through(TreePath classPath, Trees trees, Symbols symbols, Visitor visitor) {
        TreePath above = Objects.requireNonNull(classPath.getParentPath());
        new Walk(symbols, trees, above, visitor).scan(classPath.getLeaf(), null);
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Body around) {
        if (tree == null) {
            return null;
        }
        TreePath above = path;
        path = new TreePath(above, tree);
        try {
            Body begun = Body.at(path, trees, symbols);
            Body body = begun == null && !(tree instanceof ClassTree) ? around : begun;
            if (visitor.wants(tree.getKind())) {
                visitor.visit(new Place(symbols, trees, path, body));
            }
            return super.scan(tree, body);
        } finally {
            path = above;
        }
    }
}
