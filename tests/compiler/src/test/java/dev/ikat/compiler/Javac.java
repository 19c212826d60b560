package dev.ikat.compiler;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskListener;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Runs the javac of this JVM with the plugin's jar on its processor path. */
final class Javac {
    static final Path PLUGIN = jar("ikat.plugin.jar");
    static final Path RUNTIME = jar("ikat.runtime.jar");
    static final Path AGENT = jar("ikat.agent.jar");

    private static final Pattern FINDING = Pattern.compile("\\[ikat:([a-z-]+)] ");

    private final Path output;
    private final List<String> options = new ArrayList<>();
    private final List<TaskListener> listeners = new ArrayList<>();

    /** What javac said of a line; the code is empty where the plugin did not say it. */
    record Finding(String file, long line, String code, Diagnostic.Kind kind, String message) {}

    /** How a compilation ended. */
    record Compiled(boolean success, List<Finding> said, String printed) {
        List<Finding> findings() {
            return said.stream().filter(each -> !each.code.isEmpty()).toList();
        }
    }

    Javac(Path output) {
        this.output = output;
        options.addAll(List.of(
                "-d",
                output.toString(),
                "-cp",
                RUNTIME.toString(),
                "-processorpath",
                PLUGIN.toString(),
                "-g",
                "-parameters",
                "-Xlint:-options",
                "--release",
                "17"));
    }

    private static Path jar(String property) {
        return Path.of(System.getProperty(property));
    }

    /** Adds options; one that was given before is given again. */
    Javac with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Has this one told of what javac does, before the plugin is. */
    Javac telling(TaskListener listener) {
        listeners.add(listener);
        return this;
    }

    /** With the plugin, and the words behind its name. */
    Javac plugin(String words) {
        return with(("-Xplugin:Ikat " + words).strip());
    }

    Compiled compile(Collection<Path> sources) throws IOException {
        Files.createDirectories(output);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        StringWriter printed = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(collector, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    printed, files, collector, options, null, files.getJavaFileObjectsFromPaths(sources));
            listeners.forEach(task::addTaskListener);
            boolean success = task.call();
            return new Compiled(
                    success,
                    collector.getDiagnostics().stream().map(Javac::finding).toList(),
                    printed.toString());
        }
    }

    private static Finding finding(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ROOT);
        Matcher matcher = FINDING.matcher(message);
        String file = diagnostic.getSource() == null
                ? ""
                : new File(diagnostic.getSource().getName()).getName();
        return matcher.find()
                ? new Finding(
                        file,
                        diagnostic.getLineNumber(),
                        matcher.group(1),
                        diagnostic.getKind(),
                        message.substring(matcher.end()))
                : new Finding(file, diagnostic.getLineNumber(), "", diagnostic.getKind(), message);
    }
}
