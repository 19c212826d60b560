package dev.ikat;

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
}
