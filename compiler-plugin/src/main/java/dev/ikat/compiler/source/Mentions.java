package dev.ikat.compiler.source;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a local variable's name stands in the code that sees it; another variable of that name counts as well. */
public final class Mentions {
    private Mentions() {}

    /** Of the variable that is declared at the path. */
    public static List<TreePath> of(VariableTree variable, TreePath declaration) {
        TreePath scope = declaration.getParentPath();
        return of(variable.getName().toString(), scope.getLeaf() instanceof CaseTree ? scope.getParentPath() : scope);
    }

    /** Of a name in the code at the path. */
    public static List<TreePath> of(String name, TreePath scope) {
        List<TreePath> found = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitIdentifier(IdentifierTree identifier, @Nullable Void unused) {
                if (identifier.getName().contentEquals(name)) {
                    found.add(getCurrentPath());
                }
                return null;
            }
        }.scan(scope, null);
        return found;
    }
}
