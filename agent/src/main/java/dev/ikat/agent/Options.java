package dev.ikat.agent;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code -javaagent:ikat-agent.jar=}, words with commas between: {@code debug} or {@code speed}, what to weave for; {@code
 * simulate=redirect} or {@code simulate=report}, what becomes of real clocks, random numbers and threads in a simulation; {@code packages=} and names with colons
 * between, of those in whose classes. A word that is none of these is told and left out.
 */
final class Options {
    /** Null where neither was said. */
    @Nullable
    Boolean debugging;

    /** How to simulate; null where nothing was said. */
    @Nullable
    String simulate;

    /** Names with colons between; empty for all. */
    String packages = "";

    private Options() {}

    static Options parse(@Nullable String text) {
        Options options = new Options();
        if (text != null) {
            for (String word : text.split(",")) {
                options.take(word.trim());
            }
        }
        return options;
    }

    private void take(String word) {
        switch (word.toLowerCase(Locale.ROOT)) {
            case "" -> {}
            case "debug" -> debugging = true;
            case "speed" -> debugging = false;
            case "simulate=redirect" -> simulate = "redirect";
            case "simulate=report" -> simulate = "report";
            default -> takeOther(word);
        }
    }

    private void takeOther(String word) {
        if (word.startsWith("packages=")) {
            packages = word.substring(word.indexOf('=') + 1);
        } else {
            System.err.println(
                    "[ikat] the agent has no option \"" + word + "\"; it takes debug, which keeps every variable for"
                            + " a debugger, or speed; simulate=redirect or simulate=report, what becomes of real clocks, random"
                            + " numbers and threads in a simulation, and packages=<names with : between>, where. Going on without");
        }
    }
}
