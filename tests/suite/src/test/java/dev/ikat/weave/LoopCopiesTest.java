package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * What of a method stands more than once in its resumable body: the rest of an iteration behind an await, so that a resume
 * enters the loop at its header. {@code at("x")} marks a place.
 */
class LoopCopiesTest {
    private static final String HELPERS = """
            static void at(String place) { }
            static Coroutine<Integer> tick(int n) { return Coroutine.of(n); }
            """;

    private static WovenMethods woven(String statements) {
        return WovenMethods.of(HELPERS + method(statements));
    }

    private static String method(String statements) {
        return "@Async static Coroutine<Integer> run(int n) {\n" + statements + "\nreturn done(n); }";
    }

    /** How often each marked place stands in the body. */
    private static Map<String, Integer> places(MethodNode body) {
        Map<String, Integer> places = new TreeMap<>();
        for (AbstractInsnNode insn : body.instructions) {
            if (insn instanceof LdcInsnNode constant && constant.cst instanceof String place && !place.contains("|")) {
                places.merge(place, 1, Integer::sum);
            }
        }
        return places;
    }

    private static Map<String, Integer> places(String statements) {
        return places(woven(statements).resumable("run"));
    }

    @Test
    void onlyTheRestOfTheIteration() {
        assertThat(places("""
                at("before");
                for (int i = 0; i < n; i++) {
                    at("first");
                    if (i > 3) { at("other way"); continue; }
                    n -= await(tick(i));
                    at("rest");
                    if (n > 100) { at("leaves"); break; }
                    at("end");
                }
                at("after");
                """))
                .isEqualTo(
                        Map.of("before", 1, "first", 1, "other way", 1, "rest", 2, "leaves", 1, "end", 2, "after", 1));
    }

    @Test
    void aLoopAroundHasACopyOfItsOwn() {
        assertThat(places("""
                while (n > 0) {
                    at("outer");
                    while (n > 1) {
                        at("inner");
                        n -= await(tick(1));
                        at("rest");
                    }
                    at("outer rest");
                }
                """))
                .as("code at depth d stands up to d + 1 times")
                .isEqualTo(Map.of("outer", 1, "inner", 2, "rest", 3, "outer rest", 2));
    }

    @Test
    void loopsInTurnHaveACopyEach() {
        assertThat(places("""
                while (n > 0) { n -= await(tick(1)); at("a"); }
                while (n > 1) { at("b"); n--; }
                while (n > 2) { n -= await(tick(1)); at("c"); }
                do { at("d"); n -= await(tick(1)); } while (n > 3);
                """)).as("one without an await has none").isEqualTo(Map.of("a", 2, "b", 1, "c", 2, "d", 1));
    }

    @Test
    void aLoopInsideTheRestIsCopiedWhole() {
        assertThat(places("""
                while (n > 0) {
                    for (int i = 0; i < 3; i++) at("earlier");
                    n -= await(tick(1));
                    for (int i = 0; i < 3; i++) at("later");
                }
                """)).isEqualTo(Map.of("earlier", 1, "later", 2));
    }

    @Test
    void codeWithoutALoopStandsOnce() {
        MethodNode body = woven("n += await(tick(1)); at(\"a\"); if (n > 2) n += await(tick(2)); at(\"b\");")
                .resumable("run");
        assertThat(places(body)).isEqualTo(Map.of("a", 1, "b", 1));
        assertThat(WovenMethods.calls(body).stream().filter("Trampoline.await"::equals))
                .hasSize(2);
    }

    @Test
    void aMethodThatCopiesWouldMakeTooLargeForTheCompilerHasNone() {
        String loop = "while (n > 0) { at(\"a\");\n" + "n -= await(tick(1)); at(\"b\");\n".repeat(32) + "}";
        String larger = "while (n > 0) { at(\"a\");\n" + "n -= await(tick(1)); at(\"b\");\n".repeat(38) + "}";
        assertThat(places(loop)).isEqualTo(Map.of("a", 1, "b", 64));
        assertThat(places(larger)).isEqualTo(Map.of("a", 1, "b", 38));
    }

    @Test
    void whatIsSavedCountsToo() {
        String variables = "String s0 = \"\" + n, s1 = \"1\" + n, s2 = \"2\" + n, s3 = \"3\" + n; long l = n;\n";
        String loop = variables + "while (n > 0) {\n" + "n -= await(tick(1)); at(\"b\");\n".repeat(24) + "}\n";
        assertThat(places(loop + "at(s0 + s1 + s2 + s3 + l);")).containsEntry("b", 24);
        assertThat(places(loop)).containsEntry("b", 48);
    }

    @Test
    void forADebuggerEachLineStandsOnce() {
        WovenMethods woven = WovenMethods.forDebugging(
                HELPERS + method("while (n > 0) { n -= await(tick(1)); at(\"rest\"); } at(\"after\");"));
        assertThat(places(woven.resumable("run"))).isEqualTo(Map.of("rest", 1, "after", 1));
    }

    /** In a copy a variable has a range of its own, so that debuggers show it there too. */
    @Test
    void variablesAreKnownInTheCopies() {
        MethodNode body = woven("""
                for (int i = 0; i < n; i++) {
                    String before = "b" + i;
                    n -= await(tick(before.length()));
                    String behind = "c" + i;
                    at(before + behind);
                }
                int last = n;
                at("" + last);
                """).resumable("run");
        Map<String, Integer> ranges = new TreeMap<>();
        for (LocalVariableNode variable : body.localVariables) {
            ranges.merge(variable.name, 1, Integer::sum);
            assertThat(body.instructions.indexOf(variable.start))
                    .as(variable.name)
                    .isLessThan(body.instructions.indexOf(variable.end));
        }
        assertThat(ranges).isEqualTo(Map.of("n", 2, "i", 2, "before", 2, "behind", 2, "last", 1));
    }

    @Test
    void tryRangesOfTheRestAreCopied() {
        MethodNode body = woven("""
                while (n > 0) {
                    try { at("earlier"); } catch (IllegalStateException e) { at("never"); }
                    try { n -= await(tick(1)); at("in"); } catch (IllegalArgumentException e) { at("handler"); }
                    try { at("later"); } catch (UnsupportedOperationException e) { at("later handler"); }
                }
                """).resumable("run");
        Map<String, Integer> types = new TreeMap<>();
        for (TryCatchBlockNode block : body.tryCatchBlocks) {
            types.merge(block.type.replaceAll(".*/", ""), 1, Integer::sum);
        }
        assertThat(types)
                .isEqualTo(Map.of(
                        "IllegalStateException", 1, "IllegalArgumentException", 2, "UnsupportedOperationException", 2));
        assertThat(places(body))
                .isEqualTo(Map.of("earlier", 1, "never", 1, "in", 2, "handler", 2, "later", 2, "later handler", 2));
    }

    @Test
    void aReturnThatDirectlyFollowsIsCopied() {
        MethodNode body = woven("""
                while (n > 0) {
                    try {
                        n = await(tick(n));
                        return done(Integer.parseInt("" + n));
                    } catch (NumberFormatException e) {
                        n--;
                    }
                }
                """).resumable("run");
        assertThat(WovenMethods.count(body, Opcodes.ARETURN))
                .as("of the description, the suspension, the two returns, and the one in the copy")
                .isEqualTo(5);
    }

    @Test
    void aFailureInACopyNamesItsLine() {
        Sources sources = Sources.ofMembers("""
                @Async static Coroutine<Integer> run() {
                    int n = 0;
                    while (true) {
                        n++;
                        await(yieldNow());
                        if (n == 1) {
                            continue;
                        }
                        Objects.requireNonNull(null);                         // HERE
                    }
                }
                """);
        assertThatThrownBy(() -> sources.run("run"))
                .isInstanceOf(NullPointerException.class)
                .satisfies(error -> assertThat(error.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("run")
                                && frame.getLineNumber() == sources.lineOf("HERE")));
    }
}
