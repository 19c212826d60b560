package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** The frame class that a method gets: the smallest that has a field for each value to keep, arrays only beyond the largest. */
class FrameShapesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, R0L0",
        "0, 1, R0L1",
        "0, 2, R0L2",
        "1, 0, R2L0",
        "2, 0, R2L0",
        "3, 0, R4L0",
        "4, 1, R4L1",
        "5, 2, R6L2",
        "0, 3, R0L4",
        "8, 4, R8L4",
        "9, 0, Arrays",
        "0, 5, Arrays"
    })
    void keepsTheValuesInFields(int references, int numbers, String shape) {
        Sources sources = Sources.ofMembers("@Async static Coroutine<String> kept("
                + parameters("String s", references, "long n", numbers)
                + ") { await(yieldNow()); return done(\"\"" + used("s", references) + used("n", numbers) + "); }");
        assertThat(sources.refusals).isEmpty();
        assertThat(frames(sources.woven.get("Case"))).containsExactly("dev/ikat/woven/Frames$" + shape);
    }

    private static String parameters(String reference, int references, String number, int numbers) {
        return IntStream.range(0, references + numbers)
                .mapToObj(i -> i < references ? reference + i : number + (i - references))
                .collect(Collectors.joining(", "));
    }

    private static String used(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> " + " + name + i).collect(Collectors.joining());
    }

    private static Set<String> frames(byte[] classFile) {
        ClassNode owner = new ClassNode();
        new ClassReader(classFile).accept(owner, 0);
        Set<String> frames = new TreeSet<>();
        for (MethodNode method : owner.methods) {
            for (AbstractInsnNode insn : method.instructions) {
                if (insn.getOpcode() == Opcodes.NEW
                        && insn instanceof TypeInsnNode made
                        && made.desc.startsWith("dev/ikat/woven/Frames$")) {
                    frames.add(made.desc);
                }
            }
        }
        return frames;
    }
}
