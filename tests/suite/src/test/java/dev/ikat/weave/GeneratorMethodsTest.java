package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.IllegalAsyncMethodError;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** What weaving makes of methods that return generators. */
class GeneratorMethodsTest {
    private static final String MEMBERS = """
            @Async static Generator<Object> numbers(int n, String name, double half) {
                for (int i = 0; i < n; i++) {
                    Object sent = emit(name + i);
                    if (sent != null) emit("sent " + sent + half);
                }
                return end(n);
            }
            static List<Object> all() {
                List<Object> all = new ArrayList<>();
                Generator<Object> numbers = numbers(2, "n", 0.5);
                for (Object o : numbers) all.add(o);
                all.add(numbers.endValue());
                return all;
            }
            static List<Object> sent() {
                Generator<Object> numbers = numbers(2, "n", 0.5);
                return List.of(numbers.next(), numbers.send("x"), numbers.next());
            }
            @Async static Generator<Object> delegating() {
                Object result = emitAll(numbers(2, "a", 1));
                emitAll(List.of(7, 8));
                emit("result " + result);
                return end();
            }
            static List<Object> delegated() {
                List<Object> all = new ArrayList<>();
                Generator<Object> generator = delegating();
                generator.forEach(all::add);
                all.add("" + generator.endValue());
                return all;
            }
            @Async static Generator<String> guarded(List<String> log) {
                try { emit("a"); } catch (IllegalStateException e) { emit("caught " + e.getMessage()); } finally { log.add("finally"); }
                return end();
            }
            static List<String> raised() {
                List<String> log = new ArrayList<>();
                Generator<String> generator = guarded(log);
                log.add(generator.next());
                log.add(generator.raise(new IllegalStateException("e")));
                generator.close();
                return log;
            }
            static String three(Object a, Object b, long c) { return "" + a + b + c; }
            @Async static Generator<String> operands() {
                String s = three("x", emit("e"), 3L);
                emit(s);
                return end(s);
            }
            static List<Object> below() {
                Generator<String> generator = operands();
                return List.of(generator.next(), generator.send("y"), generator.hasNext(), generator.endValue());
            }
            @Async static AsyncGenerator<Integer> waiting(int n) {
                for (int i = 0; i < n; i++) { await(yieldNow()); emit(i); }
                return end();
            }
            @Async static AsyncGenerator<Integer> both() {
                emitAll(waiting(3));
                emitAll(List.of(9));
                for (int i : each(waiting(5))) { if (i == 2) return end("left"); emit(10 + i); }
                return end();
            }
            @Async static Coroutine<List<Integer>> collected() {
                List<Integer> all = new ArrayList<>();
                for (int i : each(both())) all.add(i);
                return done(all);
            }
            """;

    private final Sources program = Sources.ofMembers(MEMBERS);

    @Test
    void emitEndAndTakeWhatIsSent() throws Throwable {
        assertThat(program.refusals).isEmpty();
        assertThat(program.call("all")).isEqualTo(List.of("n0", "n1", 2));
        assertThat(program.call("sent")).isEqualTo(List.of("n0", "sent x0.5", "n1"));
        assertThat(program.call("delegated")).isEqualTo(List.of("a0", "a1", 7, 8, "result 2", "null"));
        assertThat(program.call("raised")).isEqualTo(List.of("a", "caught e", "finally"));
        assertThat(program.call("below")).isEqualTo(List.of("e", "xy3", false, "xy3"));
        assertThat(program.complaints()).isEmpty();
    }

    @Test
    void asynchronousOnesWaitBetweenTheirElements() throws Throwable {
        assertThat(program.run("collected")).isEqualTo(List.of(0, 1, 2, 9, 10, 11));
    }

    @Test
    void anEmitAlwaysLeaves() {
        WovenMethods woven = WovenMethods.of(program, "Case");
        assertThat(WovenMethods.calls(woven.resumable("operands")))
                .contains("Trampoline.emit")
                .doesNotContain("Trampoline.await", "Trampoline.suspendAt", "Generator.ended");
        assertThat(WovenMethods.count(woven.resumable("operands"), Opcodes.IF_ACMPNE))
                .isZero();
        assertThat(WovenMethods.calls(woven.resumable("delegating"))).contains("Trampoline.emitAll");
        assertThat(WovenMethods.calls(woven.entry("operands"))).endsWith("GeneratorFrame.<init>"); // and a linked call
        assertThat(WovenMethods.calls(woven.entry("delegating"))).endsWith("Generator.of");
        assertThat(WovenMethods.calls(woven.entry("waiting"))).endsWith("AsyncGenerator.of");
    }

    @Test
    void anEmitLooksWhetherTheFrameHasAReferenceAlready() {
        MethodNode body = WovenMethods.of("""
                        @Async static Generator<String> run(String s, long n, List<String> other) {
                            for (long i = 0; i < n; i++) {
                                emit(s);
                                if (i > 7) s = s + other.get(0);
                            }
                            emitAll(other);
                            return end();
                        }
                        """).resumable("run");
        List<String> calls = WovenMethods.calls(body);
        int emits = Collections.frequency(calls, "Trampoline.emit");
        assertThat(emits).isPositive();
        assertThat(Collections.frequency(calls, "GeneratorFrame.keep1")).isEqualTo(emits);
        assertThat(calls).as("of the list, which the loop does not store to").doesNotContain("GeneratorFrame.keep0");
    }

    @Test
    void nobodyCallsThemDirectly() {
        WovenMethods woven = WovenMethods.of(program, "Case");
        assertThat(woven.withDirectBody()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Coroutine<Integer> | emit(1); return done(1); | emit in a method that is no generator, but returns dev.ikat.Coroutine",
                "Task<Integer> | emitAll(List.of(1)); return Task.of(1); | emit in a method that is no generator, but returns dev.ikat.Task",
                "Generator<Integer> | await(yieldNow()); return end(); | await in a Generator, which runs in any code and cannot wait",
                "Generator<Integer> | for (Object o : each(source)) { } return end(); | each in a Generator, which",
                "Generator<Integer> | emitAll(source); return end(); | emitAll of an asynchronous source in a Generator, which",
                "Generator<Integer> | synchronized (Case.class) { emit(1); } return end(); | emit inside a synchronized block",
                "void | emit(1); | Generator<T> or AsyncGenerator<T>, not void"
            })
    void whatCannotBeIsRefused(String type, String statements, String reason) {
        Sources refused = Sources.ofMembers("static AsyncIterable<Integer> source;\n@Async static " + type
                + " bad() {\n" + statements + " // HERE\n}");
        assertThat(refused.refusals)
                .singleElement()
                .asString()
                .startsWith("Case.bad (Case.java:" + refused.lineOf("HERE") + "): ")
                .contains(reason);
        assertThatThrownBy(() -> refused.call("bad")).isInstanceOf(IllegalAsyncMethodError.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'Runnable r = () -> { emit(1); };', emit in a lambda that returns void",
        "'Runnable r = () -> { for (Object o : each(source)) { } };', each in a lambda that returns void"
    })
    void lambdasThatAreNoGenerators(String statement, String reason) {
        Sources refused = Sources.ofMembers(
                "static AsyncIterable<Integer> source;\nstatic void bad() {\n" + statement + " // HERE\n}");
        assertThat(refused.refusals)
                .singleElement()
                .asString()
                .startsWith("Case.bad (in a lambda) (Case.java:" + refused.lineOf("HERE") + "): " + reason);
    }

    @Test
    void aConstructorThatEmitsIsRefused() {
        Sources refused = Sources.ofMembers("Case() {\nemit(1); // HERE\n}");
        assertThat(refused.refusals)
                .singleElement()
                .asString()
                .contains("(Case.java:" + refused.lineOf("HERE") + "): emit in a constructor");
    }
}
