package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.weave.corpus.InMemory;
import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.types.ClassFiles;
import dev.ikat.weave.types.Hierarchy;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where two public classes meet in one that is not, the value survives an await: it is never cast to what is hidden. */
class HiddenTypesTest {
    private static final Map<String, String> SOURCES = Map.of(
            "other/Base.java",
            "package other; abstract class Base extends Root { }",
            "other/Root.java",
            "package other; public abstract class Root { public String name() { return getClass().getSimpleName(); } }",
            "other/A.java",
            "package other; public class A extends Base { }",
            "other/B.java",
            "package other; public class B extends Base { }",
            "mine/Case.java",
            """
            package mine;
            import static dev.ikat.Ikat.*;
            import dev.ikat.*;
            public class Case {
                @Async public static Coroutine<String> run(boolean which) {
                    var either = which ? new other.A() : new other.B();
                    String first = await(Coroutine.of("1")) + of(either);
                    other.Root root = which ? new other.A() : new other.B();
                    await(yieldNow());
                    var swapped = which ? new other.B() : new other.A();
                    return done(first + root.name() + same(swapped, await(late(root))));
                }
                static boolean same(Object a, Object b) { return a == b; }
                static String of(Object o) { return o.getClass().getName(); }
                @Async static Coroutine<Object> late(Object o) { await(yieldNow()); return done(o); }
            }
            """);

    @Test
    void ofOtherPackages() throws Exception {
        Map<String, byte[]> classes = InMemory.compile(new LinkedHashMap<>(SOURCES), "-g");
        Map<String, byte[]> asked = new HashMap<>();
        ClassFiles files = name -> {
            byte[] file = classes.get(name.replace('/', '.'));
            asked.put(name, file);
            return file;
        };
        Method run = run(classes, ClassFiles.hierarchy(files));
        assertThat(Ikat.run((Coroutine<?>) run.invoke(null, true))).isEqualTo("1other.AAfalse");
        assertThat(Ikat.run((Coroutine<?>) run.invoke(null, false))).isEqualTo("1other.BBfalse");
        assertThat(asked.keySet()).as("only what the code does not mention").containsOnly("other/Base");
    }

    @Test
    void whereNothingIsKnownTheyStay() throws Exception {
        Method run = run(InMemory.compile(new LinkedHashMap<>(SOURCES), "-g"), Hierarchy.UNKNOWN);
        Coroutine<?> coroutine = (Coroutine<?>) run.invoke(null, true);
        assertThatThrownBy(() -> Ikat.run(coroutine)).isInstanceOf(IllegalAccessError.class);
    }

    /** A type that the code names is one that it may use, wherever it names it; for others class files are asked. */
    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', Object cast = (other.Root) given;, false",
        "'', Object read = field;, false",
        "'', take(null);, false",
        "'', made();, false",
        "'', Supplier<Object> captures = () -> either;, false",
        "', other.Root parameter', '', false",
        "', java.util.List<other.Root> parameter', '', true"
    })
    void onlyWhatTheCodeDoesNotMentionIsLookedUp(String parameter, String use, boolean asks) {
        Map<String, byte[]> classes = InMemory.compile(
                Map.of(
                        "other/Root.java",
                        "package other; public class Root { }",
                        "other/A.java",
                        "package other; public class A extends Root { }",
                        "other/B.java",
                        "package other; public class B extends Root { }",
                        "mine/Case.java",
                        "package mine;\n" + Sources.IMPORTS + """
                        class Case {
                            static other.Root field;
                            static void take(other.Root root) { }
                            static other.Root made() { return null; }
                            static void see(Object o) { }
                            @Async static Coroutine<Void> run(boolean which, Object given %s) {
                                var either = which ? new other.A() : new other.B();
                                await(yieldNow());
                                see(either);
                                %s
                                return done();
                            }
                        }
                        """.formatted(parameter, use)),
                "-g");
        Set<String> asked = new HashSet<>();
        Weaver.Result woven = Weaver.weave(classes.get("mine.Case"), Aim.SPEED, ClassFiles.hierarchy(name -> {
            asked.add(name);
            return classes.get(name.replace('/', '.'));
        }));
        assertThat(woven.refusals()).isEmpty();
        assertThat(asked).isEqualTo(asks ? Set.of("other/Root") : Set.of());
    }

    private static Method run(Map<String, byte[]> classes, Hierarchy hierarchy) throws Exception {
        ClassLoader loader = InMemory.load(classes, bytes -> {
            byte[] woven = Weaver.weave(bytes, Aim.SPEED, hierarchy).classFile();
            return woven == null ? bytes : woven;
        });
        return loader.loadClass("mine.Case").getMethod("run", boolean.class);
    }
}
