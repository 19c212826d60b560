package dev.ikat.compiler;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * An annotation processor that processes nothing: what javac exports does not say to plugins where class files go, and it
 * says so to processors. It tells the plugin by {@link FolderOfThread}.
 */
public final class OutputFolder extends AbstractProcessor {
    /** For javac, which finds it as a service. */
    public OutputFolder() {}

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        Path folder = folder(environment.getFiler());
        if (folder != null) {
            FolderOfThread.say(folder);
        }
    }

    /** Null where it is no folder of a file system. */
    private static @Nullable Path folder(Filer filer) {
        try {
            FileObject any = filer.getResource(StandardLocation.CLASS_OUTPUT, "", "ikat");
            URI uri = any.toUri();
            return Path.of(uri).toAbsolutePath().getParent();
        } catch (IOException | RuntimeException none) {
            return null;
        }
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return false;
    }
}
