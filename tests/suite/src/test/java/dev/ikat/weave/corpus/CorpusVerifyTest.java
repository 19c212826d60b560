package dev.ikat.weave.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.Weaver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Every woven program of the corpus satisfies ASM's verifier too, and the JVM's, class by class. */
@Tag("once")
class CorpusVerifyTest {
    @TestFactory
    Stream<DynamicTest> programs() throws IOException {
        return Programs.here().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> verify(file)));
    }

    private static void verify(Path file) throws Exception {
        Map<String, byte[]> classes =
                InMemory.compile(file.getFileName().toString(), Files.readString(file), "-g", "-parameters");
        ClassLoader plain = InMemory.load(classes, bytes -> bytes);
        ClassLoader woven = InMemory.load(classes, CorpusVerifyTest::weave);
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            StringWriter complaints = new StringWriter();
            CheckClassAdapter.verify(
                    new ClassReader(weave(entry.getValue())), plain, false, new PrintWriter(complaints));
            assertThat(complaints.toString()).as(entry.getKey()).isEmpty();
            assertThat(Class.forName(entry.getKey(), false, woven).getDeclaredMethods())
                    .isNotNull();
        }
    }

    private static byte[] weave(byte[] classFile) {
        byte[] woven = Weaver.weave(classFile).classFile();
        return woven == null ? classFile : woven;
    }
}
