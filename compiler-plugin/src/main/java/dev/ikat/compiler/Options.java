package dev.ikat.compiler;

import dev.ikat.compiler.rules.Level;
import dev.ikat.compiler.rules.Rule;
import dev.ikat.compiler.rules.Rules;
import dev.ikat.compiler.source.BlockingList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words behind {@code -Xplugin:Ikat}: {@code checks=off}, {@code weave=off}, {@code debug}, {@code out=<folder>}, {@code
 * blocking-list=<file>}, and {@code <code>=off|note|warning|error} for a rule. What is wrong with them is kept as a message, since
 * javac has no way yet to report it when a plugin starts.
 */
final class Options {
    boolean checks = true;
    boolean weave = true;
    boolean debug;

    @Nullable
    Path out;

    private @Nullable BlockingList blocking;

    private final Map<String, Level> levels = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private Options() {}

    static Options parse(String... words) {
        Options options = new Options();
        for (String word : words) {
            options.parse(word);
        }
        return options;
    }

    /** Ours, and what files add to it; read when somebody asks. */
    BlockingList blocking() {
        if (blocking == null) {
            blocking = BlockingList.ours();
        }
        return blocking;
    }

    /** What is wrong with the options, a message each. */
    List<String> mistakes() {
        return mistakes;
    }

    Level level(Rule rule) {
        return levels.getOrDefault(rule.code(), rule.usual());
    }

    private void parse(String word) {
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        switch (key) {
            case "debug" -> debug = true;
            case "checks" -> checks = isOn(word, value);
            case "weave" -> weave = isOn(word, value);
            case "out" -> out = Path.of(value);
            case "blocking-list" -> addBlocking(value);
            default -> parseLevel(word, key, value);
        }
    }

    private void addBlocking(String file) {
        try {
            blocking().add(Path.of(file));
        } catch (IOException mistake) {
            mistakes.add("-Xplugin:Ikat blocking-list: " + mistake.getMessage());
        }
    }

    private boolean isOn(String word, String value) {
        if (!value.equals("on") && !value.equals("off")) {
            mistakes.add("-Xplugin:Ikat: \"" + word + "\" must end with =on or =off");
        }
        return !value.equals("off");
    }

    private void parseLevel(String word, String code, String value) {
        Optional<Level> level = Level.named(value);
        if (Rules.ALL.stream().noneMatch(rule -> rule.code().equals(code))) {
            mistakes.add("-Xplugin:Ikat has no option \"" + word
                    + "\"; it takes checks=off, weave=off, debug, out=<folder>, blocking-list=<file>, and"
                    + " =off, =note, =warning or =error for each of "
                    + Rules.ALL.stream().map(Rule::code).collect(Collectors.joining(", ")));
        } else if (level.isEmpty()) {
            mistakes.add("-Xplugin:Ikat: \"" + word + "\" must end with one of "
                    + List.of(Level.values()).stream()
                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        } else {
            levels.put(code, level.get());
        }
    }
}
