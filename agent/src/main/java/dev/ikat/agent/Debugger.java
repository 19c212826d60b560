package dev.ikat.agent;

import dev.ikat.weave.plan.Aim;
import org.jspecify.annotations.Nullable;

/**
 * What to weave for: the agent's options say it; without that it is debugging where
 * the JVM was started with a debugger's agent (JDWP), which its command line tells. Every start of a JVM with the agent
 * comes by here: a lambda or a stream would be the first of the JVM and cost some milliseconds.
 */
final class Debugger {
    private static final String[] NONE = {};
    private static final String[] VARIABLES = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};

    private Debugger() {}

    static Aim aim(Options options) {
        Boolean said = options.debugging;
        return (said == null ? isInCommandLine() : said) ? Aim.DEBUGGING : Aim.SPEED;
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
