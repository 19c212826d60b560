package dev.ikat.compiler;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;

/**
 * {@code -Xplugin:Ikat}: reports misuse of {@code @Async} code as javac compiles it, and weaves the class files that javac
 * wrote, as the agent would as they load. Uses what {@code jdk.compiler} exports and nothing else of javac, so it needs no
 * {@code --add-exports}.
 */
public final class IkatPlugin implements Plugin {
    /** For javac, which finds it as a service. */
    public IkatPlugin() {}

    @Override
    public String getName() {
        return "Ikat";
    }

    /** Called by javac before it compiles, with the words behind the name. */
    @Override
    public void init(JavacTask task, String... arguments) {
        task.addTaskListener(new Compilation(task, Options.parse(arguments)));
    }
}
