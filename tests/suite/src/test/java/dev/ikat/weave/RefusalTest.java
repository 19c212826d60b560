package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.IllegalAsyncMethodError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cannot be woven is refused with the reason and the place, and throws both when called; the other methods of the
 * class are woven. The line is that of the mark HERE.
 */
class RefusalTest {
    private static final String GOOD =
            "@Async static Coroutine<String> good() { await(yieldNow()); return done(\"fine\"); }\n";

    private static void assertRefused(String members, String method, String... reasons) throws Throwable {
        Sources sources = Sources.ofMembers(GOOD + members);
        assertThat(sources.refusals).singleElement().asString().contains("Case").contains(reasons);
        if (members.contains("HERE")) {
            assertThat(sources.refusals.get(0)).contains("(Case.java:" + sources.lineOf("HERE") + ")");
        }
        assertThatThrownBy(() -> sources.call(method))
                .isInstanceOf(IllegalAsyncMethodError.class)
                .hasMessage(sources.refusals.get(0));
        assertThat(sources.run("good")).isEqualTo("fine");
        assertThat(sources.complaints()).isEmpty();
    }

    @Test
    void synchronizedMethod() throws Throwable {
        assertRefused("""
                @Async static synchronized Coroutine<String> bad() {
                    await(yieldNow());                                        // HERE
                    return done("never");
                }
                """, "bad", "a synchronized method cannot await");
    }

    @Test
    void awaitInsideASynchronizedBlock() throws Throwable {
        assertRefused("""
                @Async static Coroutine<Integer> bad() {
                    int n = 0;
                    await(yieldNow());
                    for (int i = 0; i < 3; i++) {
                        synchronized (Case.class) { n++; }
                        while (n < 10) {
                            synchronized (Case.class) {
                                if (n > 5) break;
                                try {
                                    n += i;
                                    n += await(Coroutine.of(1));              // HERE
                                } finally {
                                    n++;
                                }
                            }
                        }
                    }
                    return done(n);
                }
                """, "bad", "await inside a synchronized block");
    }

    @Test
    void returnInTryInsideASynchronizedBlock() throws Throwable {
        assertRefused("""
                @Async static Coroutine<String> bad() {
                    synchronized (Case.class) {
                        try {
                            return good();                                    // HERE
                        } finally {
                            "x".length();
                        }
                    }
                }
                """, "bad", "await inside a synchronized block");
    }

    @Test
    void awaitWhereACatchHoldsTheMonitor() throws Throwable {
        assertRefused("""
                @Async static Coroutine<Integer> bad() {
                    synchronized (Case.class) {
                        try {
                            return done(Integer.parseInt("x"));
                        } catch (NumberFormatException e) {
                            await(yieldNow());                                // HERE
                        }
                    }
                    return done(1);
                }
                """, "bad", "await inside a synchronized block");
    }

    @Test
    void awaitInAnInnerOfTwoMonitorsIsNamedFirst() throws Throwable {
        assertRefused("""
                @Async static Coroutine<Integer> bad() {
                    synchronized (Case.class) {
                        synchronized (GOOD) { GOOD.length(); }
                        await(yieldNow());                                    // HERE
                    }
                    return done(1);
                }
                static final String GOOD = "";
                """, "bad", "await inside a synchronized block");
    }

    @ParameterizedTest
    @ValueSource(strings = {"emit(1)", "emitAll(List.of(1))"})
    void emitInASynchronizedBlock(String call) throws Throwable {
        assertRefused("""
                @Async static Generator<Integer> bad() {
                    synchronized (Case.class) {
                        CALL;                                                 // HERE
                    }
                    return end();
                }
                """.replace("CALL", call), "bad", " inside a synchronized block");
    }

    @Test
    void aLoopOverEachInASynchronizedBlock() throws Throwable {
        assertRefused("""
                @Async static Coroutine<Integer> bad() {
                    synchronized (Case.class) {
                        for (int x : each(ALL))                               // HERE
                            x++;
                    }
                    return done(1);
                }
                static final AsyncIterable<Integer> ALL = null;
                """, "bad", " inside a synchronized block");
    }

    @Test
    void emitInACoroutine() throws Throwable {
        assertRefused("""
                @Async static Coroutine<Integer> bad() {
                    emit(1);                                                  // HERE
                    return done(1);
                }
                """, "bad", "emit in a method that is no generator, but returns dev.ikat.Coroutine");
    }

    @Test
    void awaitInAGenerator() throws Throwable {
        assertRefused("""
                @Async static Generator<Integer> bad() {
                    emit(1);
                    await(yieldNow());                                        // HERE
                    return end();
                }
                """, "bad", "await in a Generator, which runs in any code and cannot wait");
    }

    @Test
    void eachInAGenerator() throws Throwable {
        assertRefused("""
                @Async static Generator<Integer> bad() {
                    for (int x : each(ALL))                                   // HERE
                        emit(x);
                    return end();
                }
                static final AsyncIterable<Integer> ALL = null;
                """, "bad", "each in a Generator, which runs in any code and cannot wait");
    }

    @Test
    void emitAllOfAnAsynchronousSourceInAGenerator() throws Throwable {
        assertRefused("""
                @Async static Generator<Integer> bad() {
                    emitAll(ALL);                                             // HERE
                    return end();
                }
                static final AsyncIterable<Integer> ALL = null;
                """, "bad", "emitAll of an asynchronous source in a Generator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"void", "String", "Object", "int", "long", "Coroutine<?>[]", "Awaitable<String>"})
    void wrongReturnType(String type) throws Throwable {
        String value = type.equals("void") ? "" : type.equals("int") || type.equals("long") ? "0" : "null";
        assertRefused(
                "@Async static " + type + " bad() {\n  await(yieldNow()); // HERE\n  return " + value + "; }\n",
                "bad",
                "an @Async method must return Coroutine<T>, Task<T>, CompletableFuture<T>, CompletionStage<T>,"
                        + " Generator<T> or AsyncGenerator<T>, not ");
    }

    @Test
    void awaitInAConstructor() throws Throwable {
        assertRefused("""
                static class Holder {
                    final String text;
                    Holder(int n) {
                        super();
                        text = n + await(Coroutine.of("x"));                  // HERE
                    }
                }
                static void bad() { new Holder(1); }
                """, "bad", "Case$Holder.<init>", "await in a constructor");
    }

    @Test
    void awaitInTheInitialValueOfAField() throws Throwable {
        assertRefused("""
                final String text =
                        await(Coroutine.of("x"));                             // HERE
                static void bad() { new Case(); }
                """, "bad", "or in a field's initial value");
    }

    @Test
    void awaitInAStaticInitialiser() throws Throwable {
        assertRefused("""
                static class Holder {
                    static final String TEXT;
                    static {
                        TEXT = await(Coroutine.of("x"));                      // HERE
                    }
                }
                static void bad() { Holder.TEXT.length(); }
                """, "bad", "Case$Holder.<clinit>", "await in a static initialiser");
    }

    @Test
    void aLambdaInAConstructorMayAwait() throws Throwable {
        Sources sources = Sources.ofMembers("""
                static Supplier<Coroutine<String>> later;
                Case() { later = () -> done(await(Coroutine.of("x")) + this.getClass().getName()); }
                static Coroutine<String> good() { new Case(); return later.get(); }
                """);
        assertThat(sources.refusals).isEmpty();
        assertThat(sources.run("good")).isEqualTo("xCase");
    }

    @Test
    void aNativeMethod() throws Throwable {
        assertRefused("@Async static native Coroutine<String> bad();\n", "bad", "a native method has no body");
    }

    @Test
    void anAbstractMethodIsNamedAndStaysAbstract() throws Throwable {
        Sources sources = Sources.ofMembers("""
                interface Source { @Async Coroutine<String> next(); }
                static class Impl implements Source {
                    @Async @Override public Coroutine<String> next() { return done("next" + await(Coroutine.of(1))); }
                }
                static Coroutine<String> good() { Source source = new Impl(); return source.next(); }
                static Coroutine<String> lambda() { Source source = () -> done("lambda" + await(Coroutine.of(2))); return source.next(); }
                """);
        assertThat(sources.refusals)
                .singleElement()
                .asString()
                .contains("Case$Source.next (Case.java)")
                .contains("Put it on each method that implements");
        assertThat(sources.run("good")).isEqualTo("next1");
        assertThat(sources.run("lambda")).isEqualTo("lambda2");
    }

    @Test
    void awaitInARunnable() throws Throwable {
        assertRefused("""
                static void bad() {
                    Runnable runnable = () -> {
                        System.getProperties();                               // HERE
                        await(yieldNow());
                    };
                    runnable.run();
                }
                """, "bad", "Case.bad (in a lambda) (Case.java:", "await in a lambda that returns void");
    }

    @Test
    void awaitInASupplierOfAString() throws Throwable {
        assertRefused("""
                static Object bad() {
                    Supplier<String> supplier = () -> await(Coroutine.of("x")); // HERE
                    return supplier.get();
                }
                """, "bad", "await in a lambda that returns java.lang.String");
    }

    @Test
    @Tag("slow")
    void aMethodThatBecomesTooLarge() throws Throwable {
        String huge = "n += await(Coroutine.of(n));\n".repeat(1500);
        assertRefused(
                "@Async static Coroutine<Integer> bad() { int n = 1; // HERE\n" + huge + "return done(n); }",
                "bad",
                "64 KiB");
    }

    @Test
    void aMethodThatHotSpotWillNotCompileIsNamedButWoven() throws Throwable {
        Sources sources = Sources.ofMembers(GOOD
                + "@Async static Coroutine<Integer> large() { int n = 1; // HERE\n"
                + "n += await(Coroutine.of(1));\n".repeat(150)
                + "return done(n); }");
        assertThat(sources.refusals).isEmpty();
        assertThat(Weaver.weave(sources.plain.get("Case")).warnings())
                .singleElement()
                .asString()
                .contains("Case.large (Case.java:" + sources.lineOf("HERE") + ")")
                .contains("HotSpot compiles no method of more than 8000");
        assertThat(sources.run("large")).isEqualTo(151);
    }

    @Test
    void severalOfOneClassAreEachNamed() throws Throwable {
        Sources sources = Sources.ofMembers(GOOD + """
                @Async static void one() {}
                @Async synchronized Coroutine<Void> two() { return done(); }
                @Async static String three(int overload) { return ""; }
                @Async static Coroutine<String> three() { return done("three"); }
                """);
        assertThat(sources.refusals)
                .hasSize(3)
                .anyMatch(it -> it.contains("Case.one"))
                .anyMatch(it -> it.contains("Case.two"))
                .anyMatch(it -> it.contains("Case.three"));
        assertThat(sources.run("three")).isEqualTo("three");
    }

    @Test
    void methodsOfInterfacesAndRecords() throws Throwable {
        Sources sources = Sources.of("""
                interface Case {
                    @Async static Object bad() { return null; }
                    @Async default void worse() { await(yieldNow()); }
                    @Async static Coroutine<String> good() { return done("fine" + await(Coroutine.of(1))); }
                    record R(int n) { @Async long bad() { return await(Coroutine.of(1L)); } }
                }
                """);
        assertThat(sources.refusals).hasSize(3);
        assertThatThrownBy(() -> sources.call("bad")).isInstanceOf(IllegalAsyncMethodError.class);
        assertThat(sources.run("good")).isEqualTo("fine1");
        assertThat(sources.complaints()).isEmpty();
    }

    @Test
    void awaitInAPlainMethodSaysWhatToAdd() {
        Sources sources = Sources.ofMembers("""
                static void plain() {
                    int n = 1;
                    await(yieldNow());                                        // HERE
                }
                """);
        assertThat(Weaver.weave(sources.plain.get("Case")).classFile()).isNull();
        assertThatThrownBy(() -> sources.call("plain"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("await in Case.plain (Case.java:" + sources.lineOf("HERE") + ")");
    }
}
