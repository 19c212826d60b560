package dev.ikat.weave.compilers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.weave.corpus.Traces;
import dev.ikat.weave.plan.Aim;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Statically compiled Groovy calls {@code await} as Java does, and is woven as Java is: see {@link Traces}. */
class GroovyTest {
    @Test
    void straightCode() {
        agree("""
                @Async static Coroutine<String> run() {
                    String a = await(tick('a'))
                    int n = await(tick(3))
                    long l = await(tick(4L))
                    log(n + l)
                    return done(a + n + l)
                }
                """);
    }

    @Test
    void operandsBelow() {
        agree("""
                static int sum(int a, long b, int c) { log("sum $a $b $c"); return (int) (a * 100 + b * 10 + c) }
                @Async static Coroutine<Integer> run() {
                    int x = 7
                    return done(sum(x, await(tick(2L)), await(tick(3))) + x * await(tick(5)))
                }
                """);
    }

    @Test
    void interpolatedStringsAndConstructors() {
        agree("""
                static class Pair {
                    final Object a, b
                    Pair(Object a, Object b) { log('made ' + a + b); this.a = a; this.b = b }
                    String toString() { "<$a,$b>" }
                }
                @Async static Coroutine<String> run() {
                    String text = "one ${await(tick(1))} two ${await(tick('two'))}"
                    Pair pair = new Pair(await(tick(1)), new Pair(await(tick(2)), await(tick(3))))
                    return done(text + pair + [await(tick(8)), 9] + [k: await(tick('v'))])
                }
                """);
    }

    @Test
    void loopsAndSwitches() {
        agree("""
                @Async static Coroutine<String> run() {
                    StringBuilder out = new StringBuilder()
                    for (int i = 0; i < 4; i++) {
                        switch (i) {
                            case 0: out.append(await(tick('zero'))); break
                            case 1: continue
                            case 2: out.append(await(tick(2)))
                            default: out.append(await(tick("default $i")))
                        }
                    }
                    for (String s in ['a', 'b']) out.append(await(tick(s)))
                    int n = 3
                    while (n-- > 0) { if (await(tick(n)) == 1) break }
                    return done(out.toString() + n)
                }
                """);
    }

    @Test
    void exceptions() {
        agree("""
                @Async static Coroutine<String> risky(int n) {
                    try {
                        if (n == 0) await(fail('zero'))
                        if (n == 1) throw new IllegalStateException(await(tick('one')))
                        return done('fine ' + await(tick(n)))
                    } catch (IllegalArgumentException e) {
                        return done('caught ' + e.message + await(tick('later')))
                    } finally {
                        log('finally ' + await(tick(n)))
                    }
                }
                @Async static Coroutine<String> run() {
                    String out = ''
                    for (int i = 0; i < 3; i++) {
                        try {
                            out += await(risky(i))
                        } catch (IllegalStateException e) {
                            out += e.message
                        }
                    }
                    return done(out)
                }
                """);
    }

    @Test
    void returnsOfOtherCoroutinesInsideTry() {
        agree("""
                @Async static Coroutine<String> other(int n) {
                    log('other ' + await(tick(n)))
                    if (n == 1) await(fail('one'))
                    return done('n' + n)
                }
                @Async static Coroutine<String> guarded(int n) {
                    try {
                        return other(n)
                    } catch (IllegalArgumentException e) {
                        return done('caught ' + e.message)
                    } finally {
                        log('finally')
                    }
                }
                @Async static Coroutine<String> run() { return done(await(guarded(0)) + await(guarded(1))) }
                """);
    }

    @Test
    void instanceMethodsAndProperties() {
        agree("""
                int count = 2
                String name
                @Async Coroutine<Integer> twice(int by) { count = count * by + await(tick(by)); return done(count) }
                @Async private Coroutine<String> named(String to) { name = await(tick(to)); return done(name + count) }
                @Async Coroutine<String> all() {
                    count += await(twice(3))
                    return done(await(named('x')) + await(twice(2)) + name)
                }
                @Async static Coroutine<String> run() { return new Case().all() }
                """);
    }

    @Test
    void conditionsAndNulls() {
        agree("""
                @Async static Coroutine<String> run() {
                    String nothing = await(tick(null))
                    String elvis = nothing ?: await(tick('instead'))
                    Integer size = nothing?.length()
                    boolean both = await(tick(true)) && !await(tick(false))
                    String chosen = both ? await(tick('yes')) : await(tick('no'))
                    return done(elvis + size + both + chosen)
                }
                """);
    }

    private static void agree(String members) {
        Traces.agree("Case", Groovy.compile("@CompileStatic class Case {\n" + members + "}\n"), "Groovy");
    }

    /** A dynamic call reaches await through Groovy's runtime, where no weaver can see it. */
    @Test
    void aDynamicCallOfAwaitSaysThatItIsNotWoven() {
        Map<String, byte[]> classes = Groovy.compile("""
                class Case {
                    @Async static Coroutine<String> run() { return done('' + await(tick(1))) }
                }
                """);
        List<String> trace = Traces.woven("Case", Traces.weave(classes, Aim.SPEED), true);
        assertThat(trace).hasSize(2).first().isEqualTo("tick 1");
        assertThat(trace.get(1))
                .startsWith("threw java.lang.IllegalStateException: await in ")
                .contains("which is not woven");
    }
}
