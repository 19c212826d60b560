package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.frame.Frame;
import dev.ikat.frame.Trampoline;
import dev.ikat.woven.Frames;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        assertThat(frames(sources.woven.get("Case"), method -> true)).containsExactly("dev/ikat/woven/Frames$" + shape);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 2, emit, ''",
        "0, 0, emit, ''",
        "4, 2, emitAll, ''",
        "5, 2, emit, $Wide",
        "4, 3, emitAll, $Wide",
        "8, 4, emit, $Wide",
        "9, 0, emit, $Arrays",
        "0, 5, emitAll, $Arrays"
    })
    void thatOfAGenerator(int references, int numbers, String emits, String shape) {
        Sources sources = Sources.ofMembers("@Async static Generator<String> kept("
                + parameters("String s", references, "long n", numbers) + ") { " + emits
                + (emits.equals("emit") ? "(\"\");" : "(java.util.List.of(\"\"));") + " return end(\"\""
                + used("s", references) + used("n", numbers) + "); }");
        assertThat(sources.refusals).isEmpty();
        assertThat(frames(sources.woven.get("Case"), method -> true))
                .containsExactly("dev/ikat/frame/GeneratorFrame" + shape);
    }

    /** A first run that waits keeps what lives, in a class that the one with room for the arguments extends. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 0, R0L0",
        "0, 4, 0, 1, R0L1",
        "2, 1, 2, 0, R2L0",
        "4, 1, 2, 0, R2L0",
        "6, 4, 0, 0, R0L0",
        "3, 2, 1, 1, R4L1",
        "2, 2, 0, 1, R2L1",
        "9, 1, 0, 0, Arrays",
    })
    void aFirstRunThatWaitsHasNoRoomForWhatIsDead(
            int references, int numbers, int livingReferences, int livingNumbers, String shape) {
        Sources sources = Sources.ofMembers("@Async static Coroutine<String> kept("
                + parameters("String s", references, "long n", numbers)
                + ") { await(yieldNow()); return done(\"\"" + used("s", livingReferences) + used("n", livingNumbers)
                + "); } @Async static Coroutine<String> calls() { return done(\"\" + await(kept("
                + Stream.concat(
                                Collections.nCopies(references, "\"s\"").stream(),
                                Collections.nCopies(numbers, "1L").stream())
                        .collect(Collectors.joining(", "))
                + "))); }");
        assertThat(sources.refusals).isEmpty();
        assertThat(frames(sources.woven.get("Case"), FrameShapesTest::isDirectBodyOfKept))
                .containsExactly("dev/ikat/woven/Frames$" + shape);
    }

    /** R4L1 extends the class that a first run takes here, R2L0, and not the one that has the argument, R2L1. */
    @Test
    void aFrameThatAnotherVersionOfTheMethodMadeIsNotBegun() throws Exception {
        Sources sources = Sources.ofMembers("@Async static Coroutine<String> kept(long n)"
                + " { String a = \"a\" + n, b = \"b\" + n; await(yieldNow()); return done(a + b); }");
        Method body = sources.load("Case")
                .getDeclaredMethod("kept", Frame.class, Object.class, Throwable.class, Trampoline.class);
        body.setAccessible(true);
        Frame ofAnother = new Frames.R4L1((frame, value, error, trampoline) -> "Case|kept|Case.java|1");
        assertThatThrownBy(() -> body.invoke(null, ofAnother, null, null, null))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was redefined while this coroutine waited in it");
    }

    private static boolean isDirectBodyOfKept(MethodNode method) {
        return method.name.equals("kept")
                && method.desc.endsWith("Ldev/ikat/frame/Trampoline;)Ljava/lang/Object;")
                && !method.desc.startsWith("(Ldev/ikat/frame/Frame;");
    }

    private static String parameters(String reference, int references, String number, int numbers) {
        return IntStream.range(0, references + numbers)
                .mapToObj(i -> i < references ? reference + i : number + (i - references))
                .collect(Collectors.joining(", "));
    }

    private static String used(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> " + " + name + i).collect(Collectors.joining());
    }

    private static Set<String> frames(byte[] classFile, Predicate<MethodNode> which) {
        ClassNode owner = new ClassNode();
        new ClassReader(classFile).accept(owner, 0);
        Set<String> frames = new TreeSet<>();
        for (MethodNode method : owner.methods) {
            for (AbstractInsnNode insn : method.instructions) {
                if (which.test(method)
                        && insn.getOpcode() == Opcodes.NEW
                        && insn instanceof TypeInsnNode made
                        && (made.desc.startsWith("dev/ikat/woven/Frames$")
                                || made.desc.startsWith("dev/ikat/frame/GeneratorFrame"))) {
                    frames.add(made.desc);
                }
            }
        }
        return frames;
    }
}
