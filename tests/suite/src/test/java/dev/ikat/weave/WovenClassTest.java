package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.weave.corpus.InMemory;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** What weaving leaves as it was, and that weaving again, or another time, changes nothing. */
class WovenClassTest {
    private static final String SHOWCASE = """
            import java.lang.annotation.*;
            @Retention(RetentionPolicy.RUNTIME) @Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE}) @interface Mark { String value() default "d"; }
            abstract class Case<T extends Comparable<T>> implements Function<T, Coroutine<T>> {
                protected volatile int field;
                Case(@Mark T in) {}
                @Async @Mark("m") public final <R extends Exception & Runnable> Coroutine<Map<T, ? super R>> generic(@Mark("p") T first, List<? extends R[]>... rest) throws R, java.io.IOException {
                    Map<T, R> map = new HashMap<>();
                    map.put(await(Coroutine.of(first)), null);
                    for (var r : rest)
                        log(r, await(Coroutine.of(1)));
                    return Coroutine.upcast((Coroutine) done(map));
                }
                @Deprecated @Async private static strictfp Coroutine<@Mark("type") Long> hidden(long a, final double b, int[][] c) { return done(a + await(Coroutine.of(2L))); }
                @Async @Override public Coroutine<T> apply(T t) { return done(await(Coroutine.of(t))); }
                @Async protected Task<Void> task(String... names) { await(yieldNow()); return Task.of(null); }
                abstract Coroutine<T> none();
                static void log(Object... all) {}
                Supplier<Coroutine<String>> lambda() { return () -> done(await(Coroutine.of("x"))); }
                interface Inner<X> { @Async default Coroutine<X> inner(@Mark X x) { await(yieldNow()); return done(x); } }
                record Rec(int a, @Mark List<String> b) { @Async Coroutine<Integer> sum() { return done(a + await(Coroutine.of(b.size()))); } }
                enum Kind { ONE { @Async @Override Coroutine<String> name2() { return done(name() + await(Coroutine.of(1))); } }; abstract Coroutine<String> name2(); }
            }
            """;

    private static Map<String, String> members(Class<?> type) {
        Map<String, String> members = new TreeMap<>();
        members.put(
                "class",
                type.toGenericString()
                        + annotations(type)
                        + type.getGenericSuperclass()
                        + Arrays.toString(type.getGenericInterfaces())
                        + type.getEnclosingClass()
                        + type.getNestHost()
                        + new TreeSet<>(Stream.of(type.getDeclaredClasses())
                                .map(Class::getName)
                                .toList()));
        Stream.concat(Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors()))
                .filter(it -> !it.isSynthetic())
                .forEach(it -> members.put(key(it), describe(it)));
        for (Field field : type.getDeclaredFields()) {
            members.put(field.toString(), field.toGenericString() + annotations(field));
        }
        return members;
    }

    private static String key(Executable it) {
        return it.getName() + Arrays.toString(it.getParameterTypes());
    }

    private static String describe(Executable it) {
        return it.toGenericString() + " " + ((Member) it).getModifiers() + it.isVarArgs() + annotations(it)
                + Arrays.deepToString(it.getParameterAnnotations()) + Arrays.toString(it.getParameters())
                + Arrays.toString(it.getGenericParameterTypes()) + Arrays.toString(it.getGenericExceptionTypes())
                + it.getAnnotatedReturnType() + Arrays.toString(it.getAnnotatedParameterTypes());
    }

    private static String annotations(AnnotatedElement element) {
        return Arrays.toString(element.getAnnotations());
    }

    @Test
    void keepsWhatReflectionShows() throws ClassNotFoundException {
        Sources sources = Sources.of(SHOWCASE);
        assertThat(sources.refusals).isEmpty();
        ClassLoader unchanged = InMemory.load(sources.plain, bytes -> bytes);
        for (String name : sources.plain.keySet()) {
            assertThat(members(sources.load(name))).as(name).isEqualTo(members(Class.forName(name, true, unchanged)));
        }
    }

    @Test
    void keepsLineNumbers() {
        Sources sources = Sources.of(SHOWCASE);
        sources.plain.forEach((name, bytes) ->
                assertThat(lines(sources.woven.get(name))).as(name).isEqualTo(lines(bytes)));
    }

    /** The lines of each method, together with those of its body, which has its name. */
    private static Map<String, TreeSet<Integer>> lines(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        Map<String, TreeSet<Integer>> lines = new TreeMap<>();
        for (MethodNode method : node.methods) {
            TreeSet<Integer> ofMethod = lines.computeIfAbsent(method.name, it -> new TreeSet<>());
            method.instructions.forEach(insn -> {
                if (insn instanceof LineNumberNode line) {
                    ofMethod.add(line.line);
                }
            });
        }
        return lines;
    }

    @Test
    void stackTracesNameTheMethodAndTheLine() {
        Sources sources = Sources.ofMembers("""
                @Async static Coroutine<Void> outer() {
                    await(yieldNow());
                    await(inner());
                    return done();
                }
                @Async static Coroutine<Void> inner() {
                    await(yieldNow());
                    Supplier<String> thrower = () -> "x".repeat(-1);
                    thrower.get();                                            // HERE
                    return done();
                }
                """);
        assertThatThrownBy(() -> sources.run("outer"))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(error -> assertThat(error.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("inner")
                                && frame.getLineNumber() == sources.lineOf("HERE")));
    }

    @Test
    void isIdempotent() {
        Sources sources = Sources.of(SHOWCASE);
        sources.woven.values().forEach(bytes -> {
            Weaver.Result again = Weaver.weave(bytes);
            assertThat(again.classFile()).isNull();
            assertThat(again.refusals()).isEmpty();
        });
    }

    @Test
    void isDeterministic() {
        Sources sources = Sources.of(SHOWCASE);
        sources.plain.forEach((name, bytes) -> {
            byte[] again = Weaver.weave(bytes.clone()).classFile();
            assertThat(again == null ? bytes : again).as(name).isEqualTo(sources.woven.get(name));
        });
    }

    @Test
    void leavesOtherClassesAlone() throws Exception {
        for (Class<?> type : List.of(String.class, WovenClassTest.class, Map.class)) {
            byte[] bytes =
                    type.getResourceAsStream(type.getSimpleName() + ".class").readAllBytes();
            assertThat(Weaver.weave(bytes).classFile()).as(type.getName()).isNull();
        }
        Sources mentioning = Sources.ofMembers("static Object held = Coroutine.of(1); void plain() { run(done()); }");
        assertThat(Weaver.weave(mentioning.plain.get("Case")).classFile()).isNull();
    }

    @Test
    void satisfiesTheVerifierOfAsm() {
        assertThat(Sources.of(SHOWCASE).complaints()).isEmpty();
    }

    @Test
    void taskMethodsStartAtTheCall() throws Throwable {
        Sources sources = Sources.ofMembers("""
                static List<String> log = new ArrayList<>();
                @Async static Task<String> hot(String name) {
                    log.add("begins " + name);
                    await(yieldNow());
                    if (name.equals("bad")) throw new IllegalStateException("failed " + name);
                    if (name.equals("tail")) return hot("b");
                    try { if (name.equals("try")) return hot("c"); } finally { log.add("finally"); }
                    return Task.of(name + "!");
                }
                Supplier<Task<Integer>> lambda = () -> Task.of(await(Coroutine.of(4)));
                @Async static Coroutine<String> all() {
                    Task<String> a = hot("a");
                    log.add("made");
                    String s = await(a) + await(a) + await(hot("tail")) + await(hot("try"));
                    try { await(hot("bad")); } catch (IllegalStateException e) { s += e.getMessage(); }
                    return done(s + await(new Case().lambda.get()) + log);
                }
                """);
        assertThat(sources.run("all"))
                .isEqualTo("a!a!b!c!failed bad4[made, begins a, finally, begins tail, begins b, finally, begins try,"
                        + " begins c, finally, finally, begins bad]");
    }
}
