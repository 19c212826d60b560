package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.weave.corpus.InMemory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The direct calls of a class that another agent changes after it was loaded: they come by the method itself again. */
class ThroughEntriesTest {
    private static final String MEMBERS = """
            interface Named {
                @Async static Coroutine<String> unbound(int n) { return done("i" + n); }
                @Async private Coroutine<String> hidden(long n, String s) { return done(s + n); }
                @Async default Coroutine<String> both() { return done(await(unbound(1)) + await(hidden(2L, "h"))); }
            }
            static class Own implements Named { }
            @Async static Coroutine<String> unbound(long a, String b, double c) { await(yieldNow()); return done(a + b + c); }
            @Async private Coroutine<String> hidden(int n) { return done("hidden" + n); }
            @Async Coroutine<String> open(float f) { return done("open" + f); }
            @Async final Coroutine<String> closed() { return done("closed"); }
            @Async static Coroutine<String> all() {
                Case it = new Case();
                return done(await(unbound(1L, "b", 2.5)) + await(it.hidden(3)) + await(it.open(4.5f)) + await(it.closed())
                        + await(new Own().both()));
            }
            """;

    private static final String RESULT = "1b2.5hidden3open4.5closedi1h2";

    private final Sources sources = Sources.ofMembers(MEMBERS);

    private static byte[] rewritten(byte[] classFile) {
        return Optional.ofNullable(ThroughEntries.rewrite(classFile)).orElseThrow();
    }

    private static Object run(Map<String, byte[]> classes) throws Exception {
        ClassLoader loader = InMemory.load(classes, bytes -> {
            byte[] rewritten = ThroughEntries.rewrite(bytes);
            return rewritten == null ? bytes : rewritten;
        });
        Method all = loader.loadClass("Case").getDeclaredMethod("all");
        all.setAccessible(true);
        return Ikat.run((Coroutine<?>) all.invoke(null));
    }

    @Test
    void doTheSame() throws Throwable {
        assertThat(sources.run("all")).isEqualTo(RESULT);
        assertThat(run(sources.woven)).isEqualTo(RESULT);
    }

    @Test
    void awaitWhatTheMethodReturns() {
        WovenMethods methods = WovenMethods.of(rewritten(sources.woven.get("Case")));
        assertThat(methods.withDirectBody()).containsExactly("closed", "hidden", "open", "unbound");
        for (String name : methods.withDirectBody()) {
            assertThat(WovenMethods.calls(methods.direct(name))).containsExactly("Case." + name, "Trampoline.await");
            assertThat(methods.direct(name).tryCatchBlocks).isEmpty();
        }
        assertThat(call(methods, "unbound").getOpcode()).isEqualTo(Opcodes.INVOKESTATIC);
        assertThat(call(methods, "hidden").getOpcode()).isEqualTo(Opcodes.INVOKESPECIAL);
        assertThat(call(methods, "open").getOpcode()).isEqualTo(Opcodes.INVOKEVIRTUAL);
        assertThat(call(methods, "closed").getOpcode()).isEqualTo(Opcodes.INVOKEVIRTUAL);
    }

    @Test
    void nothingElseChanges() {
        WovenMethods before = WovenMethods.of(sources, "Case");
        WovenMethods after = WovenMethods.of(rewritten(sources.woven.get("Case")));
        assertThat(after.owner().methods)
                .extracting(method -> method.name + method.desc + method.access)
                .isEqualTo(before.owner().methods.stream()
                        .map(method -> method.name + method.desc + method.access)
                        .toList());
        for (String name : List.of("closed", "hidden", "open", "unbound", "all")) {
            assertThat(opcodes(after.resumable(name))).isEqualTo(opcodes(before.resumable(name)));
            assertThat(opcodes(after.entry(name))).isEqualTo(opcodes(before.entry(name)));
        }
    }

    /** What the JVM makes a class file of for a change has no invisible annotations. */
    @Test
    void areKnownByTheirShape() {
        ClassNode owner = WovenMethods.of(sources, "Case").owner();
        owner.invisibleAnnotations = null;
        ClassWriter writer = new ClassWriter(0);
        owner.accept(writer);
        WovenMethods methods = WovenMethods.of(rewritten(writer.toByteArray()));
        assertThat(WovenMethods.calls(methods.direct("closed"))).contains("Case.closed");
    }

    @Test
    void aClassWithoutDirectBodiesStaysAsItIs() throws Exception {
        Sources without = Sources.ofMembers("@Async static Coroutine<Integer> alone() { return done(1); }\n"
                + "static Object callee(Object a, dev.ikat.frame.Trampoline t) { return a; }");
        assertThat(ThroughEntries.rewrite(without.woven.get("Case"))).isNull();
        byte[] other = String.class.getResourceAsStream("String.class").readAllBytes();
        assertThat(ThroughEntries.rewrite(other)).isNull();
    }

    /** Which of the two a direct body belongs to cannot be told: its calls stay. */
    @Test
    void whereTwoMethodsCouldBeMeantTheCallsStay() {
        Sources twins = Sources.ofMembers("""
                @Async static Coroutine<Integer> twin() { return done(1); }
                @Async static Coroutine<Integer> twin$() { return done(2); }
                @Async static Coroutine<Integer> twin(int other) { return done(3); }
                static int twin$$() { return 4; }
                @Async static Coroutine<Integer> caller() { return done(await(twin()) + await(twin$())); }
                """);
        assertThat(ThroughEntries.rewrite(twins.woven.get("Case"))).isNull();
    }

    @Test
    void aBodyWhoseNameWasTakenIsFound() {
        Sources taken = Sources.ofMembers("""
                static Object callee(int n, dev.ikat.frame.Trampoline t) { return "the user's"; }
                @Async static Coroutine<Integer> callee(int n) { return done(1); }
                static Coroutine<Integer> callee(String s) { return done(1); }
                static String callee() { return ""; }
                @Async static Coroutine<Integer> caller() { return done(await(callee(1))); }
                """);
        WovenMethods methods = WovenMethods.of(rewritten(taken.woven.get("Case")));
        assertThat(WovenMethods.calls(methods.direct("callee$"))).containsExactly("Case.callee", "Trampoline.await");
        assertThat(WovenMethods.calls(methods.direct("callee"))).isEmpty();
    }

    private static MethodInsnNode call(WovenMethods methods, String name) {
        for (AbstractInsnNode insn : methods.direct(name).instructions) {
            if (insn instanceof MethodInsnNode call && call.name.equals(name)) {
                return call;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static List<Integer> opcodes(MethodNode method) {
        return Arrays.stream(method.instructions.toArray())
                .map(AbstractInsnNode::getOpcode)
                .filter(opcode -> opcode >= 0)
                .toList();
    }
}
