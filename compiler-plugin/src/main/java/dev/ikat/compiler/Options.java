package dev.ikat.compiler;

import dev.ikat.compiler.rules.Level;
import dev.ikat.compiler.rules.Rule;
import dev.ikat.compiler.rules.Rules;
import dev.ikat.compiler.source.BlockingList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words behind {@code -Xplugin:Ikat}: {@code checks=off}, {@code weave=off}, {@code debug}, {@code out=<folder>}, {@code
 * blocking-list=<file>}, and {@code <code>=off|note|warning|error} for a rule. A value with spaces stands within quotation
 * marks, {@code out='my classes'}. What is wrong with them is kept as a message, since
 * javac has no way yet to report it when a plugin starts.
 */
final class Options {
    private static final Pattern OPENING_QUOTE = Pattern.compile("([^='\"]+=)(['\"])(.*)");

    boolean checks = true;
    boolean weave = true;
    boolean debug;

    @Nullable
    Path out;

    private @Nullable BlockingList blocking;

    private final Map<String, Level> levels = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private Options() {}

    /** The words as javac hands them over: separated at each space, also where one stands within quotation marks. */
    static Options parse(String... parts) {
        Options options = new Options();
        Iterator<String> rest = List.of(parts).iterator();
        while (rest.hasNext()) {
            options.parse(options.unquoted(rest.next(), rest));
        }
        return options;
    }

    /** The word without its quotation marks, single or double, joined from as many parts as they enclose. */
    private String unquoted(String first, Iterator<String> rest) {
        Matcher opening = OPENING_QUOTE.matcher(first);
        if (!opening.matches()) {
            return first;
        }
        String quote = opening.group(2);
        StringBuilder quoted = new StringBuilder(opening.group(3));
        while (!quoted.toString().endsWith(quote)) {
            if (!rest.hasNext()) {
                mistakes.add("-Xplugin:Ikat: " + first + " … has no closing " + quote);
                return opening.group(1) + quoted;
            }
            quoted.append(' ').append(rest.next());
        }
        return opening.group(1) + quoted.substring(0, quoted.length() - 1);
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
