package dev.ikat.compiler;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.ikat.compiler.source.Symbols;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * One run of javac, on its thread. Classes are checked as each is analysed, and woven when all are written: then each can
 * see the others. Nothing that goes wrong in here stops javac but what it is told as an error.
 *
 * <p>A {@link Scout} goes first, and the rest is made when it finds something: a compilation without that loads a handful of
 * our classes.
 */
final class Compilation implements TaskListener {
    private final JavacTask task;
    private final Trees trees;
    private final Options options;
    private final Scout scout;
    private final FolderOfThread folder = new FolderOfThread();
    /** Units with something to weave, perhaps. */
    private final Set<CompilationUnitTree> naming = new HashSet<>();

    private boolean hasParsed;
    private boolean hasAnalysed;
    private boolean hasSought;

    /** Null where javac does not see the runtime. Sought when a class was analysed: before that javac knows no types. */
    private @Nullable Symbols symbols;

    private @Nullable Messages messages;
    private @Nullable Checks checks;
    private @Nullable Weaving weaving;

    Compilation(JavacTask task, Options options) {
        this.task = task;
        this.options = options;
        trees = Trees.instance(task);
        scout = new Scout(task, trees);
    }

    @Override
    public void started(TaskEvent event) {
        // what is of use has finished
    }

    /** Not a switch, which is a class of its own. */
    @Override
    public void finished(TaskEvent event) {
        TaskEvent.Kind kind = event.getKind();
        if (kind == TaskEvent.Kind.PARSE) {
            parsed(event.getCompilationUnit());
        } else if (kind == TaskEvent.Kind.ANALYZE) {
            analysed(event.getTypeElement(), event.getCompilationUnit());
        } else if (kind == TaskEvent.Kind.GENERATE) {
            if (weaving != null && naming.contains(event.getCompilationUnit())) {
                weaving.written(event);
            }
        } else if (kind == TaskEvent.Kind.COMPILATION) {
            end();
        }
    }

    /** The first moment at which something can be said. */
    private void parsed(@Nullable CompilationUnitTree unit) {
        if (!hasParsed && unit != null) {
            hasParsed = true;
            for (String each : options.mistakes()) {
                messages().error(each, unit);
            }
        }
    }

    private void analysed(@Nullable TypeElement type, @Nullable CompilationUnitTree unit) {
        if (type == null || unit == null) {
            return;
        }
        if (!hasAnalysed) {
            hasAnalysed = true;
            begin(unit);
        }
        ClassTree tree = trees.getTree(type);
        scout.look(tree, unit);
        if (tree == null || !scout.isOfInterest() || symbols() == null) {
            return;
        }
        TreePath path = new TreePath(new TreePath(unit), tree);
        if (options.weave && scout.namesRuntime()) {
            naming.add(unit);
            weaving().analysed(type, path);
        }
        if (options.checks) {
            checks().check(path);
        }
    }

    /** The first class is the first moment at which the processor must have spoken. */
    private void begin(CompilationUnitTree unit) {
        if (options.weave && folder() == null && symbols() != null) {
            messages()
                    .error(
                            "nothing can be woven, since the plugin cannot see where javac writes class files. Give javac the"
                                    + " plugin's jar with -processorpath (Maven: annotationProcessorPaths) and not with"
                                    + " -proc:none, or say -Xplugin:Ikat out=<folder>; with weave=off the agent weaves",
                            unit);
        }
    }

    /** Where class files go; what an option says goes first. */
    private @Nullable Path folder() {
        return options.out != null ? options.out : folder.said();
    }

    private @Nullable Symbols symbols() {
        if (!hasSought) {
            hasSought = true;
            symbols = Symbols.of(task, options.blocking());
        }
        return symbols;
    }

    private Messages messages() {
        if (messages == null) {
            messages = new Messages(trees, options);
        }
        return messages;
    }

    private Checks checks() {
        if (checks == null) {
            checks = new Checks(trees, Objects.requireNonNull(symbols), options, messages());
        }
        return checks;
    }

    private Weaving weaving() {
        if (weaving == null) {
            weaving = new Weaving(task, options, messages(), folder());
        }
        return weaving;
    }

    private void end() {
        folder.end();
        if (weaving != null) {
            weaving.weave();
        }
    }
}
