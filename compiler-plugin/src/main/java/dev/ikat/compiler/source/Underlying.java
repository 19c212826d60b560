package dev.ikat.compiler.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What a stream or a reader reads from, as far as the code around shows it: through the initial values of local variables, and
 * through what is made around something else, as in {@code new BufferedReader(new StringReader(text))}.
 */
public final class Underlying {
    private static final int MOST_STEPS = 16;

    private Underlying() {}

    /** The types that are met on the way, that of the expression itself first. */
    public static List<TypeMirror> types(TreePath expression, Place place) {
        List<TypeMirror> types = new ArrayList<>();
        TreePath each = expression;
        for (int step = 0; each != null && step < MOST_STEPS; step++) {
            TypeMirror type = place.typeOf(each);
            if (type != null) {
                types.add(type);
            }
            each = next(each, place);
        }
        return types;
    }

    private static @Nullable TreePath next(TreePath path, Place place) {
        Tree tree = path.getLeaf();
        if (tree instanceof IdentifierTree) {
            return initialValue(place.elementOf(path), place);
        }
        ExpressionTree inner = tree instanceof ParenthesizedTree parenthesized
                ? parenthesized.getExpression()
                : tree instanceof TypeCastTree cast
                        ? cast.getExpression()
                        : tree instanceof NewClassTree made
                                        && !made.getArguments().isEmpty()
                                ? made.getArguments().get(0)
                                : null;
        TreePath next = inner == null ? null : new TreePath(path, inner);
        return next == null || isName(path, next, place) ? null : next;
    }

    /** A string names what is opened; only a scanner reads the string itself. */
    private static boolean isName(TreePath made, TreePath argument, Place place) {
        return made.getLeaf() instanceof NewClassTree
                && place.symbols().isA(place.typeOf(argument), "java.lang.String")
                && !place.symbols().isA(place.typeOf(made), "java.util.Scanner");
    }

    /** Of a variable that the body around declares. */
    private static @Nullable TreePath initialValue(@Nullable Element variable, Place place) {
        Body body = place.body();
        TreePath[] found = {null};
        if (variable != null && body != null) {
            new BodyScanner() {
                @Override
                public @Nullable Void visitVariable(VariableTree declared, @Nullable Void unused) {
                    if (declared.getInitializer() != null
                            && declared.getName().contentEquals(variable.getSimpleName())
                            && variable.equals(place.elementOf(getCurrentPath()))) {
                        found[0] = new TreePath(getCurrentPath(), declared.getInitializer());
                    }
                    return super.visitVariable(declared, null);
                }
            }.through(body);
        }
        return found[0];
    }
}
