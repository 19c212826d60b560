package dev.ikat.compiler;

import com.sun.source.util.JavacTask;
import dev.ikat.weave.types.Hierarchy;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/** What javac knows of the classes that a compilation sees. */
final class JavacHierarchy implements Hierarchy {
    private final JavacTask task;

    JavacHierarchy(JavacTask task) {
        this.task = task;
    }

    @Override
    public @Nullable String aboveHidden(String internalName) {
        TypeElement type =
                task.getElements().getTypeElement(internalName.replace('/', '.').replace('$', '.'));
        boolean hidden = type != null
                && !type.getModifiers().contains(Modifier.PUBLIC)
                // as a class file has it
                && !type.getModifiers().contains(Modifier.PROTECTED);
        return hidden
                        && type.getSuperclass() instanceof DeclaredType above
                        && above.asElement() instanceof TypeElement superclass
                ? task.getElements().getBinaryName(superclass).toString().replace('.', '/')
                : null;
    }
}
