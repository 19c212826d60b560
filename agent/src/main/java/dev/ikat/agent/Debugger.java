package dev.ikat.agent;

import dev.ikat.weave.plan.Aim;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to weave for: {@code -javaagent:ikat-agent.jar=debug} or {@code =speed} says it; without that it is debugging where
 * the JVM was started with a debugger's agent (JDWP), which its command line tells.
 */
final class Debugger {
    private static final String DEBUG = "debug";
    private static final String SPEED = "speed";

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
        Stream<String> arguments =
                ProcessHandle.current().info().arguments().map(Arrays::stream).orElse(Stream.empty());
        Stream<String> environment = Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
                .map(System::getenv);
        return Stream.concat(arguments, environment)
                .filter(Objects::nonNull)
                .anyMatch(it -> it.contains("-agentlib:jdwp") || it.contains("-Xrunjdwp"));
    }
}
