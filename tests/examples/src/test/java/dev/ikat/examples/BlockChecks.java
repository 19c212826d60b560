package dev.ikat.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The rules for a {@link JavaBlock}. A program, which is a block with a main method, is compiled against the runtime and run
 * in a fresh JVM with the agent; it must end well and print what the document says, if it says anything. Every other block
 * must stand, whatever its white space, in one source file of this module; a line {@code // …} stands for what is left out.
 */
final class BlockChecks {
    private static final Path SOURCES = Path.of("src");
    private static final String LEFT_OUT = "(?m)^\\s*// …\\s*$";

    private BlockChecks() {}

    static void check(JavaBlock block, Path scratch) throws IOException, InterruptedException {
        if (block.isProgram()) {
            checkProgram(block, scratch);
        } else {
            checkQuotation(block);
        }
    }

    private static void checkProgram(JavaBlock block, Path classes) throws IOException, InterruptedException {
        compile(block, classes);
        String output =
                Jvm.run(classes, block.mainClass(), block.options()).well().output();
        if (block.output() != null) {
            assertThat(output.stripTrailing())
                    .as("output of %s", block)
                    .isEqualTo(block.output().stripTrailing());
        }
    }

    private static void compile(JavaBlock block, Path classes) {
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-proc:none", "-cp", Jvm.runtime(), "-d", classes.toString());
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(source(block)))
                .call();
        assertThat(compiled).as("%s compiles:%n%s", block, messages).isTrue();
    }

    private static JavaFileObject source(JavaBlock block) {
        URI name = URI.create("string:///" + block.mainClass() + ".java");
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return block.code();
            }
        };
    }

    private static void checkQuotation(JavaBlock block) throws IOException {
        List<String> pieces = Stream.of(block.code().split(LEFT_OUT))
                .map(BlockChecks::withoutSpace)
                .toList();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            boolean quoted = files.filter(file -> file.toString().endsWith(".java"))
                    .anyMatch(file -> holds(withoutSpace(read(file)), pieces));
            if (!quoted) {
                fail(
                        "%s is neither a program nor quoted from a source file of tests/examples:%n%s",
                        block, block.code());
            }
        }
    }

    private static boolean holds(String source, List<String> pieces) {
        int from = 0;
        for (String piece : pieces) {
            int found = source.indexOf(piece, from);
            if (found < 0) {
                return false;
            }
            from = found + piece.length();
        }
        return true;
    }

    private static String withoutSpace(String code) {
        return code.chars()
                .filter(c -> !Character.isWhitespace(c))
                .mapToObj(Character::toString)
                .collect(joining());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
