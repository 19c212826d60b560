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
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
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
        say(folder(environment.getFiler(), ""));
    }

    private static void say(@Nullable Path folder) {
        if (folder != null) {
            FolderOfThread.say(folder);
        }
    }

    /** Null where it is no folder of a file system, and where several modules are compiled and none of them is named. */
    private static @Nullable Path folder(Filer filer, String module) {
        try {
            FileObject any = filer.getResource(StandardLocation.CLASS_OUTPUT, module, "ikat");
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

    /** The folder of a module is that of all with the module's name. */
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (FolderOfThread.isAsked()) {
            for (Element root : round.getRootElements()) {
                ModuleElement module = processingEnv.getElementUtils().getModuleOf(root);
                if (module != null && !module.isUnnamed()) {
                    Path folder = folder(processingEnv.getFiler(), module.getQualifiedName() + "/");
                    say(folder == null ? null : folder.getParent());
                    return false;
                }
            }
        }
        return false;
    }
}
