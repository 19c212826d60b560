package dev.ikat.agent;

import dev.ikat.weave.plan.Aim;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to weave for: {@code -javaagent:ikat-agent.jar=debug} or {@code =speed} says it; without that it is debugging where
 * the JVM was started with a debugger's agent (JDWP), which its command line tells. Every start of a JVM with the agent
 * comes by here: a lambda or a stream would be the first of the JVM and cost some milliseconds.
 */
final class Debugger {
    private static final String DEBUG = "debug";
    private static final String SPEED = "speed";

    private static final String[] NONE = {};
    private static final String[] VARIABLES = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};

    private Debugger() {}

    static Aim aim(@Nullable String options) {
        String option = options == null ? "" : options.trim().toLowerCase(Locale.ROOT);
        if (!option.isEmpty() && !option.equals(DEBUG) && !option.equals(SPEED)) {
            System.err.println("[ikat] the agent has no option \"" + options + "\"; it takes =debug, which keeps every"
                    + " variable for a debugger, or =speed. Going on without");
        }
        boolean debugging = option.equals(DEBUG) || (!option.equals(SPEED) && isInCommandLine());
        return debugging ? Aim.DEBUGGING : Aim.SPEED;
    }

    private static boolean isInCommandLine() {
        for (String argument : ProcessHandle.current().info().arguments().orElse(NONE)) {
            if (isDebugger(argument)) {
                return true;
            }
        }
        for (String variable : VARIABLES) {
            if (isDebugger(System.getenv(variable))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDebugger(@Nullable String argument) {
        return argument != null && (argument.contains("-agentlib:jdwp") || argument.contains("-Xrunjdwp"));
    }
}
