package dev.ikat.compiler.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What blocks its thread, and what to write instead: lines of the plugin's own {@code blocking.txt}, which explains their
 * form, and of a user's file. Lines are looked up by the name of a method first, since nearly every call has none.
 */
public final class BlockingList {
    private static final String OURS = "blocking.txt";
    private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
    private static final Pattern LINE = Pattern.compile("(?<not>!\\s*)?(?<owner>" + NAME + "(?:\\." + NAME
            + ")*)\\.(?<method>" + NAME + "\\*?|\\*)(?:\\((?<parameters>[^()]*)\\))?(?:\\s*->\\s*(?<instead>\\S.*))?");

    /** A file of lines that cannot be read, or one of its lines. */
    public static final class Mistake extends IOException {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }

    /** One line. The method may end with a star; no parameters means any, nothing instead means another thread. */
    record Line(
            boolean blocks,
            String owner,
            String method,
            @Nullable List<String> parameters,
            @Nullable String instead) {
        boolean names(String name) {
            return isPrefix() ? name.startsWith(method.substring(0, method.length() - 1)) : name.equals(method);
        }

        boolean isPrefix() {
            return method.endsWith("*");
        }

        boolean isWholeClass() {
            return method.equals("*");
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, List<Line>> byName = new HashMap<>();

    private BlockingList() {}

    /** The plugin's own. */
    public static BlockingList ours() {
        BlockingList list = new BlockingList();
        try (InputStream stream = Objects.requireNonNull(BlockingList.class.getResourceAsStream(OURS));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            list.add(reader.lines().toList(), OURS);
        } catch (Mistake mistake) {
            throw new IllegalStateException(mistake);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return list;
    }

    /** Adds the lines of a file behind those there are. */
    public void add(Path file) throws Mistake {
        List<String> text;
        try {
            text = Files.readAllLines(file);
        } catch (IOException error) {
            throw new Mistake("cannot read " + file.toAbsolutePath() + ": " + error);
        }
        add(text, file.toString());
    }

    private void add(List<String> text, String file) throws Mistake {
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(parse(line, file + ":" + (i + 1)));
            }
        }
        byName.clear();
    }

    private static Line parse(String line, String where) throws Mistake {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new Mistake(
                    where + ": \"" + line + "\" is no line of a list of blocking calls. Write package.Class.method ->"
                            + " what to call instead, or a comment after #");
        }
        String parameters = matcher.group("parameters");
        return new Line(
                matcher.group("not") == null,
                Objects.requireNonNull(matcher.group("owner")),
                Objects.requireNonNull(matcher.group("method")),
                parameters == null ? null : names(parameters),
                matcher.group("instead"));
    }

    private static List<String> names(String parameters) {
        return Stream.of(parameters.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** Those that name such a method; a constructor is called new. In the order of the files. */
    List<Line> naming(String method) {
        return byName.computeIfAbsent(
                method, each -> lines.stream().filter(line -> line.names(each)).toList());
    }
}
