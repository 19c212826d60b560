package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Which awaits run the callee's code straight on the caller's stack, and which methods have a direct body for that. */
class DirectCallsTest {
    private static final String CALLEE =
            "@Async static Coroutine<Integer> callee(int n) { await(yieldNow()); return done(n); }\n";

    private static WovenMethods caller(String statement) {
        return WovenMethods.of(CALLEE + "@Async static Coroutine<Integer> caller(int n) { " + statement + " }");
    }

    @Test
    void anAwaitOfACallInTheSameClass() {
        WovenMethods woven = caller("return done(1 + await(callee(n)));");
        assertThat(woven.withDirectBody()).containsExactly("callee");
        assertThat(woven.direct("callee").desc).isEqualTo("(ILdev/ikat/frame/Trampoline;)Ljava/lang/Object;");
        assertThat(woven.direct("callee").access)
                .isEqualTo(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC);
        assertThat(woven.directCalls(woven.resumable("caller"))).containsExactly("callee");
        assertThat(WovenMethods.calls(woven.resumable("caller")))
                .as("no coroutine is made, and nothing awaited")
                .contains("Case.callee")
                .doesNotContain("Trampoline.await");
    }

    @Test
    void theFirstRunMakesNoFrameButWhereItSuspends() {
        MethodNode direct = caller("return done(await(callee(n)));").direct("callee");
        assertThat(WovenMethods.frames(direct)).containsExactly("callee");
        assertThat(WovenMethods.calls(direct))
                .containsExactly(
                        "Ikat.yieldNow",
                        "Trampoline.await",
                        "Case.callee",
                        "Frames$R0L1.<init>",
                        "Trampoline.suspendAt",
                        "Integer.valueOf");
        assertThat(WovenMethods.writes(direct)).containsExactly("l0");
        assertThat(WovenMethods.reads(direct)).as("it is never resumed").isEmpty();
    }

    /** Each method reference is linked to a class of its own, and what resumes frames is quicker where there are few. */
    @Test
    void allPlacesThatMakeFramesShareTheBody() {
        WovenMethods woven = WovenMethods.of("""
                @Async static Coroutine<Integer> callee(int n) {
                    await(yieldNow());
                    await(yieldNow());
                    return done(n > 0 ? await(callee(n - 1)) : n);
                }
                @Async static Coroutine<Integer> caller() { return done(await(callee(2))); }
                """);
        assertThat(WovenMethods.frames(woven.direct("callee")))
                .as("where it is put off, and at each await")
                .containsExactly("callee", "callee", "callee", "callee");
        assertThat(WovenMethods.frames(woven.entry("callee"))).containsExactly("callee");
        List<String> references = new ArrayList<>();
        for (MethodNode method : woven.owner().methods) {
            for (AbstractInsnNode insn : method.instructions) {
                if (insn instanceof InvokeDynamicInsnNode) {
                    references.add(method.name + method.desc);
                }
            }
        }
        assertThat(references)
                .containsExactlyInAnyOrder("callee" + woven.sharedBody("callee").desc, "caller()Ldev/ikat/Coroutine;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Coroutine<Integer> c = callee(n); return done(await(c));",
                "return done(await(n > 0 ? callee(n) : callee(1)));",
                "Task<Integer> task = start(callee(n)); return done(await(task));",
                "return callee(n);"
            })
    void aCoroutineThatIsMoreThanAwaitedIsMade(String statement) {
        WovenMethods woven = caller(statement);
        assertThat(woven.withDirectBody()).isEmpty();
        assertThat(WovenMethods.calls(woven.resumable("caller"))).contains("Case.callee");
    }

    @Test
    void methodsThatNobodyAwaitsHaveNone() {
        WovenMethods woven = WovenMethods.of(CALLEE + "@Async static Coroutine<Integer> other() { return done(1); }"
                + "static Object plain() { return callee(1); }");
        assertThat(woven.withDirectBody()).isEmpty();
    }

    @Test
    void hotMethodsRunAsTasksOfTheirOwn() {
        WovenMethods woven = WovenMethods.of("""
                @Async static Task<Integer> task() { await(yieldNow()); return Task.of(1); }
                @Async static CompletableFuture<Integer> future() {
                    await(yieldNow());
                    return CompletableFuture.completedFuture(1);
                }
                @Async static Coroutine<Integer> caller() { return done(await(task()) + await(future())); }
                """);
        assertThat(woven.withDirectBody()).isEmpty();
        assertThat(WovenMethods.calls(woven.resumable("caller"))).contains("Case.task", "Case.future");
    }

    @Test
    void methodsOfOtherClassesAreNotKnown() {
        Sources sources = Sources.ofMembers("""
                static class Other { @Async static Coroutine<Integer> callee(int n) { return done(n); } }
                @Async static Coroutine<Integer> callee(int n) { return done(n); }
                @Async static Coroutine<Integer> caller() { return done(await(Other.callee(1))); }
                """);
        assertThat(WovenMethods.of(sources, "Case").withDirectBody()).isEmpty();
        assertThat(WovenMethods.of(sources, "Case$Other").withDirectBody()).isEmpty();
    }

    @Test
    void plainMethodsAndThoseRefusedHaveNone() {
        WovenMethods woven = WovenMethods.of("""
                static Coroutine<Integer> plain() { return done(1); }
                @Async static synchronized Coroutine<Integer> refused() { return done(1); }
                @Async static Coroutine<Integer> caller() { return done(await(plain()) + await(refused())); }
                """);
        assertThat(woven.withDirectBody()).isEmpty();
    }

    /** Libraries that trace annotated methods stand in the method itself. */
    @Test
    void anAnnotationOfAnotherLibraryKeepsCallsAtTheMethod() {
        WovenMethods woven = WovenMethods.of("""
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface WithSpan { }
                @WithSpan @Async static Coroutine<Integer> traced() { return done(1); }
                @Deprecated @Async static Coroutine<Integer> ours() { return done(1); }
                @Async static Coroutine<Integer> caller() { return done(await(traced()) + await(ours())); }
                """);
        assertThat(woven.withDirectBody()).containsExactly("ours");
    }

    @Test
    void forADebuggerThereAreNone() {
        WovenMethods woven = WovenMethods.forDebugging(
                CALLEE + "@Async static Coroutine<Integer> caller() { return done(await(callee(1))); }");
        assertThat(woven.withDirectBody()).isEmpty();
    }

    @Test
    void aMethodThatMayBeOverriddenLooksAtItsReceiver() {
        Sources sources = Sources.ofMembers("""
                @Async Coroutine<Integer> open() { return done(1); }
                @Async final Coroutine<Integer> closed() { return done(1); }
                @Async private Coroutine<Integer> hidden() { return done(1); }
                @Async static Coroutine<Integer> unbound() { return done(1); }
                @Async Coroutine<Integer> caller() {
                    return done(await(open()) + await(closed()) + await(hidden()) + await(unbound()));
                }
                static final class Sealed {
                    @Async Coroutine<Integer> open() { return done(1); }
                    @Async Coroutine<Integer> caller() { return done(await(open())); }
                }
                """);
        WovenMethods woven = WovenMethods.of(sources, "Case");
        assertThat(woven.withDirectBody()).containsExactly("closed", "hidden", "open", "unbound");
        Map<String, List<String>> calls = woven.withDirectBody().stream()
                .collect(Collectors.toMap(name -> name, name -> WovenMethods.calls(woven.direct(name))));
        assertThat(calls.get("open"))
                .containsExactly("Object.getClass", "Case.open", "Trampoline.await", "Integer.valueOf");
        assertThat(calls.get("closed")).containsExactly("Objects.requireNonNull", "Integer.valueOf");
        assertThat(calls.get("hidden")).containsExactly("Objects.requireNonNull", "Integer.valueOf");
        assertThat(calls.get("unbound")).containsExactly("Integer.valueOf");
        WovenMethods sealed = WovenMethods.of(sources, "Case$Sealed");
        assertThat(WovenMethods.calls(sealed.direct("open"))).contains("Objects.requireNonNull");
    }

    /** The receiver of such a method never has the very class of the code. */
    @Test
    void overridableMethodsOfInterfacesAndAbstractClassesHaveNone() {
        String members = """
                @Async %s Coroutine<Integer> open() { return done(1); }
                @Async private Coroutine<Integer> hidden() { return done(1); }
                @Async static Coroutine<Integer> unbound() { return done(1); }
                @Async %s Coroutine<Integer> caller() {
                    return done(await(open()) + await(hidden()) + await(unbound()));
                }
                """;
        Sources sources = Sources.ofMembers("interface I {" + members.formatted("default", "default") + "}"
                + "static abstract class A {" + members.formatted("", "") + "}");
        assertThat(WovenMethods.of(sources, "Case$I").withDirectBody()).containsExactly("hidden", "unbound");
        assertThat(WovenMethods.of(sources, "Case$A").withDirectBody()).containsExactly("hidden", "unbound");
        assertThat(sources.complaints()).isEmpty();
    }

    @Test
    void aNullReceiverFailsBeforeTheCalleeBegins() throws Throwable {
        Sources sources = Sources.ofMembers("""
                static boolean begun;
                static boolean begun() { return begun; }
                @Async final Coroutine<Integer> callee() { begun = true; return done(1); }
                @Async static Coroutine<Integer> of(Case it) { return done(await(it.callee())); }
                static Coroutine<Integer> ofNull() { return of(null); }
                """);
        assertThatThrownBy(() -> sources.run("ofNull")).isInstanceOf(NullPointerException.class);
        assertThat(sources.call("begun")).isEqualTo(false);
    }

    @Test
    void onlyMethodsThatCanReachThemselvesCountHowDeepTheyNest() {
        WovenMethods woven = WovenMethods.of("""
                @Async static Coroutine<Integer> itself(int n) {
                    if (n == 0) return done(0);
                    return done(await(itself(n - 1)) + 1);
                }
                @Async static Coroutine<Integer> even(int n) { if (n == 0) return done(0); return done(await(odd(n - 1)) + 1); }
                @Async static Coroutine<Integer> odd(int n) { if (n == 0) return done(0); return done(await(even(n - 1)) + 1); }
                @Async static Coroutine<Integer> above(int n) {
                    return done(await(even(n)) + await(itself(n)) + await(leaf()));
                }
                @Async static Coroutine<Integer> leaf() { return done(1); }
                @Async static Coroutine<Integer> top(int n) { return done(await(above(n))); }
                """);
        List<String> counting = new ArrayList<>();
        for (String name : woven.withDirectBody()) {
            List<String> calls = WovenMethods.calls(woven.direct(name));
            if (calls.contains("Trampoline.descend")) {
                counting.add(name);
                assertThat(calls).contains("Trampoline.postpone");
                assertThat(calls.stream().filter("Trampoline.ascend"::equals))
                        .as("each return of %s gives its place back", name)
                        .hasSize(2);
            } else {
                assertThat(calls).doesNotContain("Trampoline.ascend", "Trampoline.postpone");
            }
        }
        assertThat(woven.withDirectBody()).containsExactly("above", "even", "itself", "leaf", "odd");
        assertThat(counting).containsExactly("even", "itself", "odd");
    }

    @Test
    void aNameThatIsTakenIsMadeFree() throws Throwable {
        Sources sources = Sources.ofMembers("""
                static Object callee(dev.ikat.frame.Trampoline t) { return "the user's"; }
                static Object callee$(dev.ikat.frame.Trampoline t) { return "the user's too"; }
                @Async static Coroutine<Integer> callee() { return done(1); }
                @Async static Coroutine<String> caller() {
                    return done(await(callee()) + String.valueOf(callee(null)) + callee$(null));
                }
                """);
        WovenMethods woven = WovenMethods.of(sources, "Case");
        assertThat(woven.directCalls(woven.resumable("caller"))).containsExactly("callee$$", "callee", "callee$");
        assertThat(sources.run("caller")).isEqualTo("1the user'sthe user's too");
    }

    /** A method has 255 slots of parameters at most, and the direct body has one more. */
    @ParameterizedTest
    @ValueSource(ints = {253, 254, 255})
    void aMethodWithoutRoomForTheTrampolineHasNone(int slots) throws Throwable {
        String numbers = IntStream.range(0, slots).mapToObj(i -> "0").collect(Collectors.joining(", "));
        Sources sources = Sources.ofMembers("@Async static Coroutine<Integer> callee("
                + IntStream.range(0, slots).mapToObj(i -> "int n" + i).collect(Collectors.joining(", "))
                + ") { return done(n0 + n" + (slots - 1) + "); }\n"
                + "@Async static Coroutine<Integer> caller() { return done(await(callee(" + numbers + "))); }");
        assertThat(sources.refusals).isEmpty();
        assertThat(sources.run("caller")).isEqualTo(0);
        assertThat(WovenMethods.of(sources, "Case").withDirectBody())
                .isEqualTo(slots < 254 ? List.of("callee") : List.of());
    }

    /** Wide arguments take two slots of the descriptor's, and the trampoline comes behind them. */
    @Test
    void argumentsOfEachKindArePassed() throws Throwable {
        Sources sources = Sources.ofMembers("""
                @Async final Coroutine<String> late(long a, int b, double c, float d, Object e, byte[] f) {
                    await(yieldNow());
                    return done("" + a + b + c + d + e + f.length);
                }
                @Async Coroutine<String> open(long a, int b, double c, float d, Object e, byte[] f) {
                    return done("" + a + b + c + d + e + f.length);
                }
                static class Sub extends Case {
                    @Async @Override Coroutine<String> open(long a, int b, double c, float d, Object e, byte[] f) {
                        await(yieldNow());
                        return done("sub" + await(super.open(a, b, c, d, e, f)));
                    }
                }
                @Async static Coroutine<String> of(Case it) {
                    return done(await(it.late(1L, 2, 3.5, 4.5f, "e", new byte[6])) + ", "
                            + await(it.open(1L, 2, 3.5, 4.5f, "e", new byte[6])));
                }
                static Coroutine<String> exact() { return of(new Case()); }
                static Coroutine<String> overridden() { return of(new Sub()); }
                """);
        assertThat(sources.run("exact")).isEqualTo("123.54.5e6, 123.54.5e6");
        assertThat(sources.run("overridden")).isEqualTo("123.54.5e6, sub123.54.5e6");
    }

    @Test
    void aSuspensionSavesWhatIsBelowAndAround() throws Throwable {
        Sources sources = Sources.ofMembers("""
                @Async static Coroutine<String> late(String s) { await(yieldNow()); return done(s); }
                @Async static Coroutine<String> middle(long n, double d) {
                    float f = 2.5f;
                    String joined = n + await(late("a")) + f + await(late("b")) + d;
                    return done(joined + n);
                }
                @Async static Coroutine<String> top() { return done(await(middle(1L, 0.5)) + await(middle(2L, 1.5))); }
                """);
        assertThat(sources.run("top")).isEqualTo("1a2.5b0.512a2.5b1.52");
    }
}
