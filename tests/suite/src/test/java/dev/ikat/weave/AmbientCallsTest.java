package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/** Calls of the world are redirected in code of any kind: here in that of the JDK, which is read and not loaded. */
@Tag("once")
class AmbientCallsTest {
    private static final Path BASE =
            FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java");

    private static List<ClassNode> rewritten() throws IOException {
        List<ClassNode> rewritten = new ArrayList<>();
        for (String folder : List.of("util", "util/concurrent", "util/stream", "time", "io", "security", "nio/file")) {
            try (Stream<Path> files = Files.list(BASE.resolve(folder))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    byte[] bytes = AmbientCalls.rewrite(Files.readAllBytes(file));
                    if (bytes != null) {
                        ClassNode node = new ClassNode();
                        new ClassReader(bytes).accept(node, 0);
                        rewritten.add(node);
                    }
                }
            }
        }
        return rewritten;
    }

    @Test
    void whatIsRewrittenIsRightByteCode() throws IOException, AnalyzerException {
        List<ClassNode> rewritten = rewritten();
        assertThat(rewritten).hasSizeGreaterThan(40);
        for (ClassNode owner : rewritten) {
            for (MethodNode method : owner.methods) {
                new Analyzer<>(new BasicVerifier()).analyze(owner.name, method);
            }
        }
    }

    @Test
    void nothingOfTheWorldIsLeft() throws IOException {
        List<String> left = new ArrayList<>();
        for (ClassNode owner : rewritten()) {
            for (MethodNode method : owner.methods) {
                for (AbstractInsnNode insn : method.instructions) {
                    if (insn instanceof MethodInsnNode call && isOfTheWorld(call)) {
                        left.add(owner.name + "." + method.name + ": " + call.owner + "." + call.name + call.desc);
                    } else if (insn instanceof TypeInsnNode made
                            && made.getOpcode() == Opcodes.NEW
                            && made.desc.equals("java/util/Random")) {
                        left.add(owner.name + "." + method.name + ": new Random");
                    }
                }
            }
        }
        assertThat(left).isEmpty();
    }

    private static boolean isOfTheWorld(MethodInsnNode call) {
        return switch (call.owner) {
            case "java/lang/System" -> call.name.equals("nanoTime") || call.name.equals("currentTimeMillis");
            case "java/lang/Math" -> call.name.equals("random");
            case "java/util/concurrent/ThreadLocalRandom" -> call.name.equals("current");
            default ->
                call.owner.startsWith("java/time/")
                        && call.name.equals("now")
                        && call.desc.startsWith("()")
                        && call.getOpcode() == Opcodes.INVOKESTATIC;
        };
    }
}
