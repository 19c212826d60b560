package dev.ikat.compiler;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.Trees;
import dev.ikat.compiler.source.Symbols;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * One run of javac, on its thread. Classes are checked as each is analysed, and woven when all are written: then each can
 * see the others. Nothing that goes wrong in here stops javac but what it is told as an error.
 */
final class Compilation implements TaskListener {
    private final JavacTask task;
    private final Trees trees;
    private final Options options;
    private final Messages messages;
    private final Weaving weaving;
    private final FolderOfThread folder = new FolderOfThread();
    /** Known when the first class is analysed: before that javac knows no types. */
    private @Nullable Symbols symbols;

    private @Nullable Checks checks;

    private boolean hasParsed;

    Compilation(JavacTask task, Options options) {
        this.task = task;
        this.options = options;
        trees = Trees.instance(task);
        messages = new Messages(trees, options);
        weaving = new Weaving(task, trees, options, messages);
    }

    @Override
    public void started(TaskEvent event) {
        // what is of use has finished
    }

    @Override
    public void finished(TaskEvent event) {
        switch (event.getKind()) {
            case PARSE -> parsed(event.getCompilationUnit());
            case ANALYZE -> analysed(event.getTypeElement(), event.getCompilationUnit());
            case GENERATE -> {
                if (options.weave && symbols != null) {
                    weaving.written(event);
                }
            }
            case COMPILATION -> end();
            default -> {
                // of no use here
            }
        }
    }

    /** The first moment at which something can be said. */
    private void parsed(@Nullable CompilationUnitTree unit) {
        if (!hasParsed && unit != null) {
            hasParsed = true;
            options.mistakes().forEach(each -> messages.error(each, unit));
        }
    }

    private void analysed(@Nullable TypeElement type, @Nullable CompilationUnitTree unit) {
        if (type == null || unit == null) {
            return;
        }
        if (symbols == null) {
            symbols = Symbols.of(task, options.blocking);
        }
        if (symbols == null) {
            return;
        }
        if (options.weave) {
            weaving.writesTo(folder.said());
            weaving.analysed(type, unit);
        }
        if (options.checks) {
            if (checks == null) {
                checks = new Checks(trees, symbols, options, messages);
            }
            checks.check(type, unit);
        }
    }

    private void end() {
        folder.end();
        weaving.weave();
    }
}
