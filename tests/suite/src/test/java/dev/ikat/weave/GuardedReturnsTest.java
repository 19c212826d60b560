package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.corpus.InMemory;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which returns await what they return: those that a try statement stands around. The others leave it to the trampoline, in
 * place of their own frame.
 */
class GuardedReturnsTest {
    private static final String OTHER = "static Coroutine<Integer> other(int n) { return Coroutine.of(n); }\n";

    private static final Map<String, Integer> MOVES =
            Map.of("null", Opcodes.ACONST_NULL, "pop", Opcodes.POP, "swap", Opcodes.SWAP, "dup", Opcodes.DUP);

    /** How many awaits the method has that the source does not. */
    private static int awaits(WovenMethods woven) {
        return Collections.frequency(WovenMethods.calls(woven.resumable("run")), "Trampoline.await");
    }

    private static String members(String statements) {
        return OTHER + "@Async static Coroutine<Integer> run(int n) { " + statements + " }";
    }

    private static int awaits(String statements) {
        return awaits(WovenMethods.of(members(statements)));
    }

    /** As a class file without debug tables. */
    private static int awaitsWithoutNames(String statements) {
        byte[] plain = InMemory.compile(
                        "Case.java", Sources.IMPORTS + "class Case {" + members(statements) + "}", "-g:none")
                .get("Case");
        return awaits(woven(plain));
    }

    private static WovenMethods woven(byte[] plain) {
        return WovenMethods.of(
                Optional.ofNullable(Weaver.weave(plain).classFile()).orElseThrow());
    }

    @Test
    void outsideATryStatementNothingIsAwaited() {
        assertThat(awaits("return other(n);")).isZero();
        assertThat(awaits("try { n++; } finally { n--; } return other(n);")).isZero();
        assertThat(awaits("try { n++; } catch (RuntimeException e) { return other(n); } return other(1);"))
                .isZero();
    }

    @Test
    void insideOneItIs() {
        assertThat(awaits("try { return other(n); } catch (RuntimeException e) { return done(1); }"))
                .isEqualTo(1);
        assertThat(awaits("try { return other(n); } finally { n++; }")).isEqualTo(1);
        assertThat(
                        awaits(
                                "try { n++; } catch (RuntimeException e) { return other(n); } finally { n++; } return other(1);"))
                .isEqualTo(1);
        assertThat(
                        awaits(
                                "try { try { return other(n); } finally { n++; } } catch (RuntimeException e) { } return other(2);"))
                .as("once, under both")
                .isEqualTo(1);
    }

    @Test
    void whatIsDoneAlreadyNeedsNoAwait() {
        assertThat(awaits("try { return done(n); } finally { n++; }")).isZero();
        assertThat(awaits("try { return n > 1 ? done(n) : done(2); } finally { n++; }"))
                .isZero();
        assertThat(awaits("try { return n > 1 ? done(n) : other(2); } finally { n++; }"))
                .isEqualTo(1);
    }

    @Test
    void aVariableOfTheUsersIsNotFollowed() {
        assertThat(awaits("Coroutine<Integer> c; try { c = other(n); } finally { n++; } return c;"))
                .isZero();
        assertThat(awaits("Coroutine<Integer> c = other(n); try { return c; } finally { n++; }"))
                .as("it is awaited where it is returned")
                .isEqualTo(1);
    }

    /** Then the compiler's variables are those that are read for a return only. */
    @Test
    void withoutDebugTables() {
        assertThat(awaitsWithoutNames("try { return other(n); } finally { n++; }"))
                .isEqualTo(1);
        assertThat(awaitsWithoutNames(
                        "Coroutine<Integer> c; try { c = other(n); } finally { n++; } c.toString(); return c;"))
                .isZero();
    }

    /** Its monitor is unlocked by a handler that the source does not have. */
    @Test
    void aSynchronizedBlockIsNoTryStatement() {
        assertThat(awaits("synchronized (Case.class) { return other(n); }")).isZero();
        assertThat(awaits("synchronized (Case.class) { n++; } try { return other(n); } finally { n++; }"))
                .isEqualTo(1);
    }

    /** Eclipse's compiler keeps it there while a finally block runs. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null pop", "null swap", "dup", "dup dup", "dup swap", "null swap dup swap"})
    void aValueThatMovesOnTheOperandStackIsFollowed(String moves) {
        ClassNode owner = new ClassNode();
        String guarded = members("try { return other(n); } catch (RuntimeException e) { return done(1); }");
        new ClassReader(Sources.ofMembers(guarded).plain.get("Case")).accept(owner, 0);
        MethodNode run = owner.methods.stream()
                .filter(method -> method.name.equals("run"))
                .findFirst()
                .orElseThrow();
        AbstractInsnNode end = run.instructions.getFirst();
        while (end.getOpcode() != Opcodes.ARETURN) {
            end = end.getNext();
        }
        for (String move : moves.isEmpty() ? new String[0] : moves.split(" ")) {
            run.instructions.insertBefore(end, new InsnNode(MOVES.get(move)));
        }
        run.maxStack = 5;
        ClassWriter writer = new ClassWriter(0);
        owner.accept(writer);
        assertThat(awaits(woven(writer.toByteArray()))).isEqualTo(1);
    }
}
