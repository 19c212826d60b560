package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The walk over the constant pool against a naive search for the same entries: length, then text. */
class MentionTest {
    private static final List<String> MARKS = List.of("Ldev/ikat/Async;", "dev/ikat/Ikat", "Ldev/ikat/woven/Woven;");

    /** Each text as the pool has it, with tag and length; searched at every byte, so that it knows of no other entry. */
    private static boolean naively(byte[] classFile) {
        String text = new String(classFile, StandardCharsets.ISO_8859_1);
        return MARKS.stream().anyMatch(mark -> text.contains("\1\0" + (char) mark.length() + mark));
    }

    private static List<byte[]> classesOfTheTests() throws Exception {
        Path root = Path.of(MentionTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return classes(root);
    }

    private static List<byte[]> classes(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(file -> file.toString().endsWith(".class"))
                    .map(MentionTest::bytes)
                    .toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    @Test
    void noClassOfTheTestsIsMissed() throws Exception {
        List<byte[]> classes = classesOfTheTests();
        assertThat(classes).anyMatch(MentionTest::naively).anyMatch(each -> !naively(each));
        assertThat(classes).allSatisfy(each -> assertThat(Mention.in(each)).isEqualTo(naively(each)));
    }

    @Test
    void noClassOfTheJdkIsTaken() throws Exception {
        Path image = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
        assertThat(classes(image)).hasSizeGreaterThan(1_000).noneMatch(Mention::in);
    }

    /** Behind all that the pools of real classes hold. */
    @Test
    void anEntryIsFoundAmongThoseOfOtherClasses() throws Exception {
        Path image = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base", "java", "util");
        for (byte[] classFile : classes(image)) {
            byte[] mentioning = withEntry(classFile, "Ldev/ikat/Async;");
            assertThat(naively(mentioning)).isTrue();
            assertThat(Mention.in(mentioning)).isTrue();
            assertThat(Mention.in(withEntry(classFile, "Ldev/ikat/Other;"))).isFalse();
        }
    }

    /** The pool's last entry is a new one. */
    private static byte[] withEntry(byte[] classFile, String text) {
        int end = new ClassReader(classFile).header;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = (classFile[8] & 0xFF) << 8 | (classFile[9] & 0xFF);
        out.write(classFile, 0, 8);
        out.write((count + 1) >> 8);
        out.write(count + 1);
        out.write(classFile, 10, end - 10);
        out.write(1);
        out.write(0);
        out.write(text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        out.write(classFile, end, classFile.length - end);
        return out.toByteArray();
    }

    /** Each tag there is stands before the name. */
    @Test
    void everyTag() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Tags", null, "java/lang/Object", null);
        writer.newConst(1);
        writer.newConst(2F);
        writer.newConst(3L);
        writer.newConst(4D);
        writer.newConst("text with \u0000 and \uD83D\uDE00");
        writer.newField("a", "b", "I");
        writer.newMethod("a", "b", "()V", false);
        writer.newMethod("a", "b", "()V", true);
        writer.newConst(Type.getMethodType("()V"));
        Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "a", "b", "()V", false);
        writer.newConst(new ConstantDynamic("c", "I", bootstrap));
        writer.newInvokeDynamic("d", "()V", bootstrap);
        writer.newModule("m");
        writer.newPackage("p");
        byte[] without = writer.toByteArray();
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_ABSTRACT, "last", "()V", null, null);
        method.visitAnnotation("Ldev/ikat/Async;", true).visitEnd();
        byte[] with = writer.toByteArray();
        assertThat(tags(without)).containsExactly(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 20);
        assertThat(Mention.in(without)).isFalse();
        assertThat(Mention.in(with)).isTrue();
    }

    private static List<Integer> tags(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        List<Integer> tags = new ArrayList<>(List.of(1));
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            if (at > 0) {
                tags.add((int) classFile[at - 1]);
            }
        }
        return tags.stream().distinct().sorted().toList();
    }

    /** What ends before the names do, in whatever place, is the JVM's to complain about. */
    @Test
    void aFileThatIsCutShort() throws Exception {
        byte[] whole = bytesOf(Thing.class);
        for (int length = 0; length < whole.length; length++) {
            assertThat(Mention.in(Arrays.copyOf(whole, length))).isIn(true, false);
        }
    }

    @Test
    void filesOfNoise() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertThat(Mention.in(noise)).isFalse();
        }
    }

    /** A later release may have tags that nothing here knows; what names our packages is then left for the weaver to refuse. */
    @ParameterizedTest
    @ValueSource(bytes = {0, 2, 13, 14, 21, 127, -1, -128})
    void anUnknownTag(byte tag) throws IOException {
        assertThat(Mention.in(withTag(tag, "Ldev/ikat/Async;"))).isTrue();
        assertThat(Mention.in(withTag(tag, "Ldev/other/Async;"))).isFalse();
    }

    private static byte[] withTag(byte tag, String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xCAFEBABE);
        out.writeInt(99);
        out.writeShort(3);
        out.writeByte(tag);
        out.writeInt(0);
        out.writeByte(1);
        out.writeUTF(name);
        return bytes.toByteArray();
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (var file = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return file.readAllBytes();
        }
    }
}
