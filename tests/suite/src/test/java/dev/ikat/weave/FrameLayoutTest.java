package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.frame.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** What of a method's variables and operands its frame holds across an await, and where. */
class FrameLayoutTest {
    private static MethodNode resumable(String members) {
        return WovenMethods.of(members).resumable("run");
    }

    /** The places that each await fills, as {@code [r0, l0]}, in the order of the code. */
    private static List<List<String>> saved(MethodNode method) {
        List<List<String>> saved = new ArrayList<>();
        List<String> now = new ArrayList<>();
        AbstractInsnNode before = null;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.PUTFIELD && insn instanceof FieldInsnNode field) {
                if (!field.name.equals("label")) {
                    if (before == null || before.getOpcode() != Opcodes.ACONST_NULL) {
                        now.add(field.name);
                    }
                } else if (!isRunning(before)) {
                    saved.add(List.copyOf(now));
                    now.clear();
                }
            } else if (insn instanceof MethodInsnNode call && call.name.startsWith("keep")) {
                now.add("r" + call.name.substring("keep".length()));
            } else if (insn instanceof MethodInsnNode call && call.name.equals("suspendAt")) {
                saved.add(List.copyOf(now));
                now.clear();
            }
            before = insn.getOpcode() < 0 ? before : insn;
        }
        assertThat(now).isEmpty();
        return saved;
    }

    /** Whether it pushes the label of a run from the start: that of no await. */
    private static boolean isRunning(@Nullable AbstractInsnNode insn) {
        return insn != null && (insn.getOpcode() == Opcodes.ICONST_M1 || isKeeping(insn));
    }

    private static boolean isKeeping(AbstractInsnNode insn) {
        return insn instanceof LdcInsnNode constant && constant.cst.equals(Frame.KEEPS);
    }

    private static TableSwitchInsnNode dispatch(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof TableSwitchInsnNode dispatch) {
                return dispatch;
            }
        }
        throw new IllegalArgumentException("no switch in " + method.name);
    }

    @Test
    void eachAwaitFillsTheFrameAfresh() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(String s, long l, int[] a) {
                    await(yieldNow());
                    int n = a[0];
                    await(yieldNow());
                    String t = s + l;
                    await(yieldNow());
                    return done(t + n);
                }
                """);
        assertThat(saved(run))
                .containsExactly(List.of("r0", "l0", "r1"), List.of("r0", "l0", "l1"), List.of("l0", "r0"));
    }

    @Test
    void whatIsNotReadAgainIsNotSaved() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(String s, String unused) {
                    int length = s.length();
                    await(yieldNow());
                    String assigned = "a";
                    await(yieldNow());
                    assigned = "b" + length;
                    await(yieldNow());
                    if (length > 2) assigned = "c";
                    return done(assigned);
                }
                """);
        assertThat(saved(run)).containsExactly(List.of("l0"), List.of("l0"), List.of("l0", "r0"));
    }

    @Test
    void whatAHandlerReadsIsSavedForIt() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(String s, String t) {
                    try {
                        await(yieldNow());
                        s = "other";
                        await(yieldNow());
                        return done("");
                    } catch (RuntimeException e) {
                        return done(s);
                    } finally {
                        t.length();
                    }
                }
                """);
        assertThat(saved(run)).containsExactly(List.of("r0", "r1"), List.of("r0", "r1"));
    }

    @Test
    void whatALoopReadsInItsNextIterationIsSaved() {
        MethodNode run = resumable("""
                @Async static Coroutine<Integer> run(int n, String s) {
                    int sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += s.length();
                        String local = s + i;
                        local.length();
                        await(yieldNow());
                    }
                    return done(sum);
                }
                """);
        assertThat(saved(run).get(0)).containsExactlyInAnyOrder("l0", "l1", "l2");
        assertThat(WovenMethods.reads(run)).as("at the start and at the resume").contains("r0");
        assertThat(cleared(run)).as("the frame of the call has it all along").isEmpty();
    }

    @Test
    void operandsBelowTheAwaitAreSavedBehindTheVariablesPlaces() {
        MethodNode run = resumable("""
                static String of(Object a, long b, String c, float d) { return a + c + b + d; }
                @Async static Coroutine<String> run(Object a, float d) {
                    String s = of(a, 2L, await(Coroutine.of("x")), d);
                    return done(s);
                }
                """);
        assertThat(saved(run)).containsExactly(List.of("l1", "r0", "l0"));
        assertThat(WovenMethods.reads(run).stream().filter(name -> !name.equals("label")))
                .as("the variable, the operands from below, the arguments")
                .containsExactly("l0", "r0", "l1", "r0", "l0");
    }

    @Test
    void nullIsNotSaved() {
        MethodNode run = resumable("""
                static String of(Object a, Object b) { return "" + a + b; }
                @Async static Coroutine<String> run() { return done(of(null, await(Coroutine.of("x")))); }
                """);
        assertThat(saved(run)).containsExactly(List.of());
        assertThat(WovenMethods.reads(run)).containsOnly("label");
    }

    @Test
    void aNumberThatTheCodeSaysIsNotSaved() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(int n) {
                    int zero = 0;
                    long large = 1L << 40;
                    boolean flag = n > 1;
                    await(yieldNow());
                    zero += n;
                    await(yieldNow());
                    return done("" + zero + large + flag);
                }
                """);
        assertThat(saved(run)).containsExactly(List.of("l0", "l1"), List.of("l0", "l1"));
        assertThat(run.instructions)
                .as("the resumes push it")
                .filteredOn(insn -> insn instanceof LdcInsnNode load && load.cst.equals(1L << 40))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aNumberThatVariesFromWayToWayIsSaved() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(boolean other) {
                    int same = 1;
                    int varies = 2;
                    if (other) {
                        same = 1;
                        varies = 3;
                    }
                    await(yieldNow());
                    return done("" + same + varies);
                }
                """);
        assertThat(saved(run)).containsExactly(List.of("l0"));
    }

    /** A frame that waits in a method whose number was changed by a redefinition is not resumed with the other one. */
    @Test
    void anotherNumberIsAnotherLayout() {
        String method = """
                @Async static Coroutine<Integer> run() {
                    int number = %d;
                    await(yieldNow());
                    return done(number);
                }
                """;
        assertThat(dispatch(resumable(method.formatted(1))).min)
                .isNotEqualTo(dispatch(resumable(method.formatted(2))).min);
    }

    /** So that a frame that runs keeps nothing alive. */
    @Test
    void aReferenceThatIsReadBackLeavesNull() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(String s, Object o, long l) {
                    await(yieldNow());
                    return done(s + o + l);
                }
                """);
        List<String> cast = new ArrayList<>();
        for (AbstractInsnNode insn : run.instructions) {
            if (insn.getOpcode() == Opcodes.GETFIELD && insn.getNext().getOpcode() == Opcodes.CHECKCAST) {
                cast.add(((FieldInsnNode) insn).name);
            }
        }
        assertThat(cleared(run)).as("at the resume and at the start").containsExactly("r0", "r1", "r0", "r1");
        assertThat(cast).as("an Object needs no cast").containsExactly("r0", "r0");
    }

    /** The places that are set to null, in the order of the code. */
    private static List<String> cleared(MethodNode method) {
        List<String> cleared = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.PUTFIELD && insn.getPrevious().getOpcode() == Opcodes.ACONST_NULL) {
                cleared.add(((FieldInsnNode) insn).name);
            }
        }
        return cleared;
    }

    /** It will be saved again soon; what the next one does not fill is cleared there. */
    @Test
    void whatAnEmitSavedStaysUntilTheNext() {
        MethodNode run = resumable("""
                @Async static Generator<String> run(long n, String s, String t, Object o) {
                    emit(s);
                    o.hashCode();
                    t.length();
                    emit(s);
                    s.length();
                    return end(n);
                }
                """);
        assertThat(saved(run)).containsExactly(List.of("l0", "r0", "r1", "r2"), List.of("l0", "r0"));
        assertThat(cleared(run))
                .as("the parameters at the start, and two at the second emit")
                .containsExactly("r0", "r1", "r2", "r1", "r2");
    }

    /** What is stored to on some ways around is compared with what the frame has. */
    @Test
    void whatALoopMayLeaveAsItIsStays() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(String written, String sometimes, int n) {
                    for (int i = 0; i < n; i++) {
                        await(yieldNow());
                        written = written + i;
                        if (i == 2) sometimes = written;
                    }
                    await(yieldNow());
                    return done(written + sometimes);
                }
                """);
        assertThat(kept(run)).containsExactly("keep1");
        assertThat(saved(run)).containsExactlyInAnyOrder(List.of("r0", "r1", "l0", "l1"), List.of("r0", "r1"));
        assertThat(cleared(run))
                .as("at the start; what is written, at the loop's resume; both at the one behind")
                .containsExactlyInAnyOrder("r0", "r1", "r0", "r0", "r1");
    }

    /** A loop that only reads a variable finds it in the frame, where it was saved as it was stored to. */
    @Test
    void whatNoLoopStoresToHasAHome() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(String first, Object read, String s, int n) {
                    String made = s + first;
                    String other = made;
                    other.length();
                    if (n == 7) made = s;
                    for (int i = 0; i < n; i++) {
                        await(yieldNow());
                        read.hashCode();
                        made.length();
                    }
                    await(yieldNow());
                    return done(made);
                }
                """);
        assertThat(kept(run)).isEmpty();
        assertThat(saved(run).get(0))
                .as("two stores of the variable, none at the awaits; the loop's counter and its bound")
                .containsExactly("r1", "r1", "l0", "l1");
        assertThat(saved(run).subList(1, saved(run).size())).containsOnly(List.of());
        assertThat(cleared(run))
                .as("the parameters without a home at the start; what only the loop kept, behind it")
                .containsExactlyInAnyOrder("r1", "r2", "r0");
    }

    @Test
    void aVariableOfAnOuterLoopHasNone() {
        MethodNode run = resumable("""
                @Async static Coroutine<Void> run(String[] all, int n) {
                    for (int i = 0; i < all.length; i++) {
                        String each = all[i];
                        for (int j = 0; j < n; j++) { await(yieldNow()); each.length(); }
                    }
                    return done();
                }
                """);
        assertThat(kept(run)).containsExactly("keep1");
        assertThat(WovenMethods.writes(run)).as("the parameter is there").doesNotContain("r0");
    }

    /** It would take a place more: six variables, of which no await saves more than four. */
    @Test
    void noVariableHasAHomeWhereFramesWouldBeLarger() {
        MethodNode run = resumable("""
                @Async static Coroutine<Void> run(int n) {
                    String a = "" + n, b = a + 1;
                    for (int i = 0; i < n; i++) { await(yieldNow()); a.length(); b.length(); }
                    String c = "" + n, d = c + 1;
                    for (int i = 0; i < n; i++) { await(yieldNow()); c.length(); d.length(); }
                    return done();
                }
                """);
        assertThat(kept(run)).containsExactlyInAnyOrder("keep0", "keep1", "keep0", "keep1");
    }

    @Test
    void aDebuggerMayStoreToAnyVariable() {
        MethodNode run = WovenMethods.forDebugging("""
                @Async static Coroutine<Void> run(String read, int n) {
                    for (int i = 0; i < n; i++) { await(yieldNow()); read.length(); }
                    return done();
                }
                """).resumable("run");
        assertThat(kept(run)).containsExactly("keep0");
    }

    @Test
    void whatIsWrittenOnEachWayAroundDoesNotStay() {
        assertThat(kept(resumable("""
                @Async static Coroutine<Void> run(Object o, int n) {
                    while (o != null) {
                        await(yieldNow());
                        o = n == 0 ? null : (Object) (o + "");
                        o.hashCode();
                    }
                    return done();
                }
                """))).isEmpty();
    }

    @Test
    void whatAHandlerBringsBackToTheAwaitStays() {
        assertThat(kept(resumable("""
                @Async static Coroutine<Void> run(Object o) {
                    while (true) {
                        try {
                            await(yieldNow());
                            o.hashCode();
                            o = "";
                        } catch (RuntimeException e) {
                            o.hashCode();
                        }
                    }
                }
                """))).containsExactly("keep0");
    }

    @Test
    void aFirstRunsFrameIsNewAndHasNothingYet() {
        MethodNode direct = WovenMethods.of("""
                @Async static Coroutine<Void> caller() { await(run("", 1)); return done(); }
                @Async static Coroutine<Void> run(String s, int n) {
                    for (int i = 0; i < n; i++) await(yieldNow());
                    await(yieldNow());
                    s.length();
                    for (int i = 0; i < n; i++) { await(yieldNow()); s.length(); }
                    return done();
                }
                """).direct("run");
        assertThat(kept(direct)).isEmpty();
        assertThat(cleared(direct)).isEmpty();
    }

    private static List<String> kept(MethodNode method) {
        return WovenMethods.calls(method).stream()
                .map(call -> call.substring(call.indexOf('.') + 1))
                .filter(name -> name.startsWith("keep"))
                .toList();
    }

    @Test
    void whatAnAwaitSavedNoEmitNeedsToClear() {
        MethodNode run = resumable("""
                @Async static AsyncGenerator<String> run(String s, String t) {
                    await(yieldNow());
                    t.length();
                    emit(s);
                    s.length();
                    return end();
                }
                """);
        assertThat(saved(run)).containsExactly(List.of("r0", "r1"), List.of("r0"));
        assertThat(cleared(run)).as("at the resume, and at the start").containsExactly("r0", "r1", "r0", "r1");
    }

    @Test
    void arraysAreClearedToo() {
        String parameters = String.join(
                ", ", IntStream.range(0, 10).mapToObj(i -> "Object o" + i).toList());
        String all =
                String.join(" + ", IntStream.range(0, 10).mapToObj(i -> "o" + i).toList());
        MethodNode run = resumable("@Async static Coroutine<String> run(" + parameters + ") { await(yieldNow()); return"
                + " done(\"\" + " + all + "); }");
        assertThat(WovenMethods.count(run, Opcodes.AALOAD)).isEqualTo(20);
        assertThat(WovenMethods.count(run, Opcodes.AASTORE))
                .as("10 are saved, 20 cleared")
                .isEqualTo(30);
    }

    @Test
    void whatAResumeBringsIsForgottenWhenItIsPushed() {
        MethodNode run = resumable("@Async static Coroutine<Object> run() { return done(await(Coroutine.of(1))); }");
        int taken = 0;
        for (AbstractInsnNode insn : run.instructions) {
            boolean afterLoad = insn.getPrevious() != null && insn.getPrevious().getOpcode() == Opcodes.ALOAD;
            boolean beforeStore = insn.getNext() != null && insn.getNext().getOpcode() == Opcodes.ASTORE;
            taken += insn.getOpcode() == Opcodes.ACONST_NULL && afterLoad && beforeStore ? 1 : 0;
        }
        assertThat(taken).as("the value and the error").isEqualTo(2);
    }

    @Test
    void labelsFollowEachOtherAndFitTheSwitch() {
        MethodNode run = resumable("""
                @Async static Coroutine<String> run(String s) {
                    await(yieldNow());
                    await(yieldNow());
                    await(yieldNow());
                    return done(s);
                }
                """);
        TableSwitchInsnNode dispatch = dispatch(run);
        assertThat(dispatch.max - dispatch.min).isEqualTo(2);
        assertThat(dispatch.min & 0xFFFF).isEqualTo(1);
        assertThat(dispatch.min)
                .as("above the labels of a new and a running frame")
                .isPositive();
    }

    /** A method that a debugger replaced must not read the frames of the old one. */
    @Test
    void anotherLayoutHasOtherLabels() {
        String method = "@Async static Coroutine<Object> run(%s) { %s await(yieldNow()); %s return done(\"\" + %s); }";
        List<String> variants = List.of(
                method.formatted("String a", "", "", "a"),
                method.formatted("Integer a", "", "", "a"),
                method.formatted("int a", "", "", "a"),
                method.formatted("float a", "", "", "a"),
                method.formatted("String a, String b", "", "", "b"),
                method.formatted("String a, String b", "", "", "a + b"),
                method.formatted("String a", "String c = a + 1;", "", "c"),
                method.formatted("String a", "", "await(yieldNow());", "a"),
                method.formatted("String a", "", "String b = \"\" + 1 + await(Coroutine.of(a));", "b"));
        Set<Integer> layouts = new HashSet<>();
        variants.forEach(variant -> layouts.add(dispatch(resumable(variant)).min));
        assertThat(layouts).hasSameSizeAs(variants);
        assertThat(dispatch(resumable(variants.get(0))).min)
                .as("what is not saved makes no difference")
                .isEqualTo(dispatch(resumable(method.formatted("String a", "\"x\".length();", "", "a + 1"))).min);
    }
}
