package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.IllegalAsyncMethodError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generators that cannot be woven: refused as in {@link RefusalTest}, and the others of the class are not. */
class GeneratorRefusalTest {
    private static final String MEMBERS = """
            @Async static Generator<String> good() { emit("fine"); return end(); }
            static AsyncGenerator<String> source() { return end(); }
            """;

    private static void assertRefused(String members, String... reasons) throws Throwable {
        Sources sources = Sources.ofMembers(MEMBERS + members);
        assertThat(sources.refusals)
                .singleElement()
                .asString()
                .contains(reasons)
                .contains("(Case.java:" + sources.lineOf("HERE") + ")");
        assertThatThrownBy(() -> sources.call("bad"))
                .isInstanceOf(IllegalAsyncMethodError.class)
                .hasMessage(sources.refusals.get(0));
        assertThat(sources.call("good")).asString().startsWith("generator Case.good");
        assertThat(sources.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Coroutine<Object> | done(1)",
                "Task<Object> | Task.of(1)",
                "CompletableFuture<Object> | CompletableFuture.completedFuture(1)"
            })
    void emitWhereNobodyTakesIt(String type, String value) throws Throwable {
        for (String emit : new String[] {"emit(1)", "emitAll(List.of())", "emitAll(source())"}) {
            assertRefused(
                    "@Async static " + type + " bad() {\n  int n = 1;\n  " + emit + "; // HERE\n  return " + value
                            + ";\n}\n",
                    "emit in a method that is no generator",
                    "Let it return Generator<T>, or AsyncGenerator<T>");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "await(yieldNow()); | await in a Generator",
                "for (String each : each(source())) emit(each); | each in a Generator",
                "emitAll(source()); | emitAll of an asynchronous source in a Generator"
            })
    void waitingInAPlainGenerator(String statement, String reason) throws Throwable {
        assertRefused(
                "@Async static Generator<Object> bad() {\n  emit(1);\n  " + statement
                        + " // HERE\n  return end();\n}\n",
                reason,
                "Let the method return AsyncGenerator<T>");
        assertRefused(
                "static Object bad() {\n  Supplier<Generator<Object>> s = () -> {\n    " + statement
                        + " // HERE\n    return end();\n  };\n  return s.get();\n}\n",
                reason,
                "Case.bad (in a lambda)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"emit", "emitAll", "each"})
    void inAConstructorOrInitialiser(String call) throws Throwable {
        String statement = call.equals("emit")
                ? "emit(1);"
                : call.equals("emitAll") ? "emitAll(List.of());" : "for (String each : each(source())) each.length();";
        assertRefused(
                "static class Holder { Holder() {\n  " + statement
                        + " // HERE\n} }\nstatic void bad() { new Holder(); }\n",
                "Case$Holder.<init>",
                call + " in a constructor");
        assertRefused(
                "static class Holder { static int n; static {\n  " + statement
                        + " // HERE\n} }\nstatic void bad() { Holder.n++; }\n",
                "Case$Holder.<clinit>",
                call + " in a static initialiser");
    }

    @Test
    void inASynchronizedBlockOrMethod() throws Throwable {
        assertRefused("""
                @Async static Generator<Object> bad() {
                    synchronized (Case.class) {
                        emit(1);                                              // HERE
                    }
                    return end();
                }
                """, "emit inside a synchronized block");
        assertRefused("""
                @Async static AsyncGenerator<Object> bad() {
                    synchronized (Case.class) {
                        emitAll(source());                                    // HERE
                    }
                    return end();
                }
                """, "emitAll inside a synchronized block");
        assertRefused("""
                @Async static synchronized Generator<Object> bad() {
                    emit(1);                                                  // HERE
                    return end();
                }
                """, "a synchronized method cannot await");
    }

    @Test
    void eachInASynchronizedBlock() throws Throwable {
        assertRefused("""
                @Async static Coroutine<Void> bad() {
                    synchronized (Case.class) {
                        for (String each : each(source())) {                  // HERE
                            each.length();
                        }
                    }
                    return done();
                }
                """, "inside a synchronized block");
    }

    @Test
    void aSynchronizedBlockWithinALoopIsFineWithoutAwaits() throws Throwable {
        Sources sources = Sources.ofMembers("""
                @Async static AsyncGenerator<Integer> numbers() { emit(1); await(yieldNow()); emit(2); return end(); }
                @Async static Coroutine<Integer> good() {
                    int sum = 0;
                    for (int each : each(numbers())) { synchronized (Case.class) { sum += each; } }
                    return done(sum);
                }
                """);
        assertThat(sources.refusals).isEmpty();
        assertThat(sources.run("good")).isEqualTo(3);
        assertThat(sources.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Runnable r = () -> { | }; r.run(); | emit(1); | void",
                "Supplier<String> s = () -> { | return null; }; s.get(); | emitAll(List.of()); | java.lang.String",
                "Runnable r = () -> { | }; r.run(); | for (String each : each(source())) { } | void"
            })
    void inALambdaOfAnotherType(String before, String behind, String statement, String type) throws Throwable {
        String call = statement.startsWith("emitAll") ? "emitAll" : statement.startsWith("emit") ? "emit" : "each";
        assertRefused(
                "static void bad() {\n" + before + "\n" + statement + " // HERE\n" + behind + "\n}\n",
                call + " in a lambda that returns " + type);
    }
}
