package dev.ikat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of blocking calls that is wrong is an error which names the file and the line; what it may say is in the golden files. */
class BlockingListTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatIsNotThereIsAnError() throws IOException {
        Path file = folder.resolve("nowhere.txt");
        assertThat(error(file)).contains("blocking-list: cannot read " + file).contains("NoSuchFileException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep -> something",
                "java.lang.Thread.sleep ->",
                "java.lang.Thread.sleep => await(sleep())",
                "java.lang.Thread.sl*p",
                "java.lang.Thread.sleep(long",
                "java..Thread.sleep",
                "*.sleep",
                "!",
                "java.lang.Thread.sleep and more"
            })
    void aLineThatIsNoneIsAnErrorWithItsNumber(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("list.txt"), "# ours\njava.lang.Thread.sleep\n" + line + "\n");
        assertThat(error(file))
                .contains("blocking-list: " + file + ":3: \"" + line + "\" is no line of a list of blocking calls")
                .contains("Write package.Class.method -> ");
    }

    @Test
    void aFileThatIsNoTextIsAnError() throws IOException {
        Path file = Files.write(folder.resolve("list.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(error(file)).contains("cannot read " + file);
    }

    private String error(Path list) throws IOException {
        Path source = Files.writeString(folder.resolve("Plain.java"), "class Plain {}\n");
        Javac.Compiled compiled = new Javac(folder.resolve("classes"))
                .plugin("blocking-list=" + list)
                .compile(List.of(source));
        assertThat(compiled.success()).isFalse();
        assertThat(compiled.said())
                .singleElement()
                .satisfies(each -> assertThat(each.kind()).isEqualTo(Diagnostic.Kind.ERROR));
        return compiled.said().get(0).message();
    }
}
