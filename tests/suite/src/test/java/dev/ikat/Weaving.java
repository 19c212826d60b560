package dev.ikat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What wove the classes of these tests: an agent as they were loaded, or javac's plugin as they were compiled. */
public final class Weaving {
    private Weaving() {}

    static boolean isByPlugin() {
        return "plugin".equals(System.getProperty("ikat.weaving"));
    }

    /** For a JVM that runs some of these classes: the agent, unless they were compiled with the plugin. */
    public static List<String> options() {
        return isByPlugin() ? List.of() : List.of("-javaagent:" + System.getProperty("ikat.agent.jar"));
    }

    /** The command that runs one of these classes in a JVM of its own. */
    static List<String> command(Class<?> program, List<String> flags) throws URISyntaxException {
        Path tests = Path.of(
                program.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(options());
        command.addAll(List.of("-cp", System.getProperty("ikat.runtime.jar") + File.pathSeparator + tests));
        command.add(program.getName());
        return command;
    }
}
