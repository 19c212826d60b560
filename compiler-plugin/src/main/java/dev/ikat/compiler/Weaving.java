package dev.ikat.compiler;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TreePath;
import dev.ikat.compiler.rules.Rules;
import dev.ikat.weave.Weaver;
import dev.ikat.weave.plan.Aim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** Weaves the class files that a compilation wrote, in place, when all are written. */
final class Weaving {
    private final JavacTask task;
    private final Options options;
    private final Messages messages;
    private final @Nullable Path folder;
    private final Map<String, Written> written = new LinkedHashMap<>();
    /** The declarations of classes that are no members, for the places of messages. */
    private final Map<Element, TreePath> declarations = new LinkedHashMap<>();

    /** A class file, by the name that is its place in the folder, and the source it is of. */
    private record Written(TypeElement type, @Nullable JavaFileObject source) {}

    /** Without a folder it weaves nothing: that was an error already. */
    Weaving(JavacTask task, Options options, Messages messages, @Nullable Path folder) {
        this.task = task;
        this.options = options;
        this.messages = messages;
        this.folder = folder;
    }

    /** A class with something to weave, perhaps. */
    void analysed(TypeElement type, TreePath declaration) {
        declarations.put(type, declaration);
    }

    void written(TaskEvent event) {
        TypeElement type = event.getTypeElement();
        if (type != null && !isInfo(type)) {
            written.put(task.getElements().getBinaryName(type).toString(), new Written(type, event.getSourceFile()));
        }
    }

    /** What a module and a package declare is written as classes, and those have no methods. */
    private static boolean isInfo(TypeElement type) {
        return type.getSimpleName().toString().endsWith("-info");
    }

    /** Also after errors: what javac has written by then stays, and must not be half done. */
    void weave() {
        if (folder != null) {
            written.forEach(this::weave);
        }
    }

    private void weave(String binaryName, Written each) {
        try {
            Path file = find(binaryName, each);
            if (file == null) {
                messages.print(
                        Rules.NOT_WOVEN,
                        place(each.type),
                        "class " + binaryName + " was compiled and could not be woven: its class file is not below "
                                + folder
                                + (options.out == null
                                        ? ""
                                        : ", which -Xplugin:Ikat out= names; give the folder of -d"));
                return;
            }
            Weaver.Result result = Weaver.weave(
                    Files.readAllBytes(file), options.debug ? Aim.DEBUGGING : Aim.SPEED, new JavacHierarchy(task));
            if (result.classFile() != null) {
                Files.write(file, result.classFile());
            }
            result.refusals().forEach(refusal -> messages.print(Rules.NOT_WOVEN, place(each.type), refusal));
            result.warnings().forEach(warning -> messages.print(Rules.TOO_LARGE, place(each.type), warning));
        } catch (IOException | RuntimeException error) {
            messages.print(
                    Rules.NOT_WOVEN,
                    place(each.type),
                    "class " + binaryName + " was compiled and could not be woven: " + error);
        }
    }

    private TreePath place(TypeElement type) {
        for (Element outer = type; outer != null; outer = outer.getEnclosingElement()) {
            TreePath found = declarations.get(outer);
            if (found != null) {
                return found;
            }
        }
        return declarations.values().iterator().next();
    }

    /** Below the output folder, in that of its module, or beside the source; the newest, should there be several. */
    private @Nullable Path find(String binaryName, Written each) throws IOException {
        Path output = Objects.requireNonNull(folder);
        String name = binaryName.replace('.', '/') + ".class";
        ModuleElement module = task.getElements().getModuleOf(each.type);
        Path newest = null;
        for (Path file : Stream.of(
                        output.resolve(name),
                        output.resolve(
                                        module == null
                                                ? ""
                                                : module.getQualifiedName().toString())
                                .resolve(name),
                        besideSource(each, binaryName))
                .toList()) {
            if (Files.isRegularFile(file)
                    && (newest == null
                            || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(newest)) > 0)) {
                newest = file;
            }
        }
        return newest;
    }

    private Path besideSource(Written each, String binaryName) {
        String simple = binaryName.substring(binaryName.lastIndexOf('.') + 1) + ".class";
        try {
            return each.source == null
                    ? Path.of(simple)
                    : Path.of(each.source.toUri()).resolveSibling(simple);
        } catch (RuntimeException noFile) {
            return Path.of(simple);
        }
    }
}
