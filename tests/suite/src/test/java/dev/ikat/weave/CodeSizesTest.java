package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ikat.Coroutine;
import dev.ikat.frame.Trampoline;
import dev.ikat.loop.SelectorLoop;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Bodies stay as small as C2 wants them for inlining: those that the weaver makes, and the runtime's on the path of a switch. */
class CodeSizesTest {
    private static final String MEMBERS = """
            static String text(String a, long n) { return a; }
            @Async static Coroutine<String> ended(String a) { return done(a); }
            @Async static Coroutine<String> forwards(String a) { return ended(a); }
            @Async static Coroutine<String> calls(String a, long n) { return done(text(await(ended(a)), n)); }
            @Async static Coroutine<String> twice(String a, long n) {
                return done(text(await(ended(a)), n) + await(ended(a)));
            }
            @Async static Coroutine<String> waits(Promise<String> p) { return done(await(p)); }
            @Async static Coroutine<Integer> loops(Promise<Integer> p, int n) {
                int sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += await(p);
                }
                return done(sum);
            }
            @Async static Generator<String> counts(int n) {
                for (int i = 0; i < n; i++) {
                    emit("x");
                }
                return end();
            }
            @Async static Generator<String> pairs(String[] all) {
                for (String each : all) {
                    emit(each);
                    emit(each);
                }
                return end();
            }
            @Async static Coroutine<Void> hops(Promise<Integer> p, int n) {
                for (int i = 0; i < n; i++) {
                    await(p);
                    await(p);
                }
                return done();
            }
            @Async static Coroutine<Void> caller() {
                await(forwards(""));
                await(calls("", 1));
                await(twice("", 1));
                await(waits(null));
                await(loops(null, 1));
                await(hops(null, 1));
                return done();
            }
            """;

    private static final String DIRECT = "Ldev/ikat/frame/Trampoline;)Ljava/lang/Object;";

    private final Map<String, Integer> entries = new TreeMap<>();
    private final Map<String, Integer> directs = new TreeMap<>();
    private final Map<String, Integer> resumables = new TreeMap<>();

    CodeSizesTest() {
        CodeSizes.of(Sources.ofMembers(MEMBERS).woven.get("Case")).forEach((method, size) -> {
            String name = method.substring(0, method.indexOf('('));
            if (name.equals("caller") || name.equals("text") || name.equals("<init>")) {
                return;
            }
            if (method.contains("(Ldev/ikat/frame/Frame;")) {
                resumables.put(name, size);
            } else if (method.endsWith(DIRECT)) {
                directs.put(name, size);
            } else {
                entries.put(name, size);
            }
        });
    }

    /** What a call of another class costs. */
    @Test
    void entriesAreInlinedWherever() {
        assertThat(entries)
                .hasSize(9)
                .allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(CodeSizes.ALWAYS));
    }

    /** To the byte: a first run that does not suspend is this code. A method that awaits nothing is as its source is. */
    @Test
    void directBodiesAreSmall() {
        assertThat(directs)
                .containsExactly(
                        entry("calls", 49),
                        entry("ended", 3),
                        entry("forwards", 9),
                        entry("hops", 129),
                        entry("loops", 97),
                        entry("twice", 103),
                        entry("waits", 37));
        assertThat(directs).allSatisfy((name, size) -> assertThat(size).isLessThan(CodeSizes.WHERE_HOT));
    }

    @Test
    void resumableBodiesOfSmallMethodsAreInlinedWhereTheyAreHot() {
        assertThat(resumables)
                .containsExactly(
                        entry("calls", 140),
                        entry("counts", 145),
                        entry("ended", 60),
                        entry("forwards", 67),
                        entry("hops", 263),
                        entry("loops", 226),
                        entry("pairs", 285),
                        entry("twice", 235),
                        entry("waits", 122));
        assertThat(resumables).allSatisfy((name, size) -> assertThat(size).isLessThan(CodeSizes.WHERE_HOT));
    }

    /** What each await more adds to a direct body: a method of some awaits is inlined as well. */
    @Test
    void anAwaitAddsFewBytes() {
        List<Integer> sizes = Arrays.asList(1, 2, 3, 4).stream()
                .map(awaits ->
                        CodeSizes.of(Sources.ofMembers(awaiting(awaits)).woven.get("Case")))
                .map(all -> all.get("several(" + DIRECT))
                .toList();
        assertThat(sizes).containsExactly(34, 66, 98, 130);
    }

    private static String awaiting(int awaits) {
        return "@Async static Coroutine<Void> other() { return done(); }\n"
                + "@Async static Coroutine<Void> several() {\n"
                + "await(other());\n".repeat(awaits)
                + "return done(); }\n"
                + "@Async static Coroutine<Void> caller() { await(several()); return done(); }";
    }

    @Test
    void theRuntimesMethodsOnThePathOfASwitchAreInlined() throws ClassNotFoundException {
        Map<String, Integer> runtime = new LinkedHashMap<>();
        for (Class<?> each : List.of(
                Class.forName("dev.ikat.Strand"),
                Class.forName("dev.ikat.Kernel"),
                Class.forName("dev.ikat.YieldNow"),
                Class.forName("dev.ikat.GeneratorRun"),
                Class.forName("dev.ikat.loop.ReadyQueue"),
                Class.forName("dev.ikat.loop.RunningLoop"),
                Class.forName("dev.ikat.loop.LoopOwner"),
                Coroutine.class,
                Trampoline.class,
                SelectorLoop.class)) {
            CodeSizes.of(each)
                    .forEach((method, size) ->
                            runtime.put(each.getSimpleName() + "." + method.substring(0, method.indexOf('(')), size));
        }
        assertThat(runtime).allSatisfy((name, size) -> assertThat(size).isLessThan(CodeSizes.WHERE_HOT));
        for (String always : List.of(
                "GeneratorRun.hasNext",
                "LoopOwner.check",
                "ReadyQueue.isEmpty",
                "ReadyQueue.size",
                "RunningLoop.carry",
                "SelectorLoop.readClock",
                "SelectorLoop.iterate",
                "Strand.beginCoroutine",
                "Strand.descend",
                "Strand.pop",
                "Strand.suspend",
                "Trampoline.await",
                "YieldNow.begin")) {
            assertThat(runtime)
                    .hasEntrySatisfying(always, size -> assertThat(size).isLessThanOrEqualTo(CodeSizes.ALWAYS));
        }
    }
}
