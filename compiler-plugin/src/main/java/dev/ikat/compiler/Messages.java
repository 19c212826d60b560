package dev.ikat.compiler;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.ikat.compiler.rules.Level;
import dev.ikat.compiler.rules.Rule;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Prints findings as javac prints its own: with file, line, the source line, and the code of the rule in front. */
final class Messages {
    private static final String ALL = "ikat";

    private final Trees trees;
    private final Options options;

    Messages(Trees trees, Options options) {
        this.trees = trees;
        this.options = options;
    }

    /** Unless the rule is off, or suppressed around there. */
    void print(Rule rule, TreePath where, String message) {
        Level level = options.level(rule);
        if (level != Level.OFF && !isSuppressed(rule, where)) {
            print(kind(level), rule, message, where.getLeaf(), where.getCompilationUnit());
        }
    }

    /** A rule threw: the program may be well. */
    void failed(Rule rule, TreePath where, RuntimeException error) {
        print(
                Diagnostic.Kind.WARNING,
                rule,
                "this check failed on the code here, please report it: " + error,
                where.getLeaf(),
                where.getCompilationUnit());
    }

    /** A mistake of no rule. */
    void error(String message, CompilationUnitTree unit) {
        trees.printMessage(Diagnostic.Kind.ERROR, "[ikat] " + message, unit, unit);
    }

    private void print(Diagnostic.Kind kind, Rule rule, String message, Tree tree, CompilationUnitTree unit) {
        trees.printMessage(kind, "[" + ALL + ":" + rule.code() + "] " + message, tree, unit);
    }

    private static Diagnostic.Kind kind(Level level) {
        return switch (level) {
            case ERROR -> Diagnostic.Kind.ERROR;
            case WARNING -> Diagnostic.Kind.WARNING;
            case NOTE, OFF -> Diagnostic.Kind.NOTE;
        };
    }

    private boolean isSuppressed(Rule rule, TreePath where) {
        Set<String> names = Set.of(ALL, ALL + ":" + rule.code());
        for (TreePath path = where; path != null; path = path.getParentPath()) {
            if (isDeclaration(path.getLeaf()) && suppresses(trees.getElement(path), names)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDeclaration(Tree tree) {
        return tree instanceof MethodTree || tree instanceof ClassTree || tree instanceof VariableTree;
    }

    private static boolean suppresses(@Nullable Element declared, Set<String> names) {
        SuppressWarnings annotation = declared == null ? null : declared.getAnnotation(SuppressWarnings.class);
        if (annotation != null) {
            for (String each : annotation.value()) {
                if (names.contains(each)) {
                    return true;
                }
            }
        }
        return false;
    }
}
