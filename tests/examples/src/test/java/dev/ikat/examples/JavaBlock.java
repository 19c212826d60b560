package dev.ikat.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code ```java} block of a document, with the line where it begins. A word behind {@code java} are the agent's options. If the next block is a {@code ```text}, and only
 * empty lines stand between, that is what it prints.
 */
record JavaBlock(
        Path document,
        int line,
        String options,
        String code,
        @Nullable String output) {
    private static final Pattern FENCED = Pattern.compile(
            "^```java(?:[ ]+(?<options>\\S+))?[ ]*\\R(?<code>.*?)^```[ ]*$(?:\\s*^```text[ ]*\\R(?<output>.*?)^```[ ]*$)?",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern MAIN = Pattern.compile("\\bstatic\\s+void\\s+main\\s*\\(");
    private static final Pattern TYPE = Pattern.compile(
            "^(?:(?:public|final|abstract)\\s+)*(?:class|record|enum|interface)\\s+(\\w+)", Pattern.MULTILINE);

    /** The blocks of a document, in their order. */
    static List<JavaBlock> of(Path document) throws IOException {
        String text = Files.readString(document);
        List<JavaBlock> blocks = new ArrayList<>();
        for (Matcher fenced = FENCED.matcher(text); fenced.find(); ) {
            int line = (int) text.substring(0, fenced.start()).lines().count() + 1;
            String options = fenced.group("options") == null ? "" : fenced.group("options");
            blocks.add(new JavaBlock(document, line, options, fenced.group("code"), fenced.group("output")));
        }
        return blocks;
    }

    /** Whether it has a main method, and so is to be run; else it is a quotation. */
    boolean isProgram() {
        return MAIN.matcher(code).find();
    }

    /** The top-level type that has the main method: the last one that begins before it. */
    String mainClass() {
        Matcher main = MAIN.matcher(code);
        String found = "";
        if (main.find()) {
            Matcher type = TYPE.matcher(code).region(0, main.start());
            while (type.find()) {
                found = type.group(1);
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return document.getFileName() + ":" + line;
    }
}
