package dev.ikat.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.IllegalAsyncMethodError;
import dev.ikat.weave.corpus.InMemory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** How a refusal names its method and place where class files are unusual, and what becomes of the method. */
class RefusedPlacesTest {
    private static final String CLASS = Sources.IMPORTS + """
            class Case {
                @Async static synchronized Coroutine<String> bad() { return done("never"); }
                @Async static Coroutine<String> good() { return done("fine" + await(Coroutine.of(1))); }
            }
            """;

    private static Weaver.Result weave(String source, String... options) {
        return Weaver.weave(Optional.ofNullable(
                        InMemory.compile("Case.java", source, options).get("Case"))
                .orElseThrow());
    }

    private static byte[] changed(Consumer<ClassNode> change) {
        return changed(Sources.of(CLASS.substring(Sources.IMPORTS.length())), change);
    }

    private static byte[] changed(Sources sources, Consumer<ClassNode> change) {
        ClassNode owner = new ClassNode();
        new ClassReader(sources.plain.get("Case")).accept(owner, 0);
        change.accept(owner);
        ClassWriter writer = new ClassWriter(0);
        owner.accept(writer);
        return writer.toByteArray();
    }

    private static MethodNode method(ClassNode owner, String name) {
        return owner.methods.stream()
                .filter(it -> it.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutLineNumbersTheFileIsNamed() {
        assertThat(weave(CLASS, "-g:source").refusals())
                .singleElement()
                .asString()
                .startsWith("Case.bad (Case.java): a synchronized method");
    }

    @Test
    void withoutDebugInformationNothingIs() {
        assertThat(weave(CLASS, "-g:none").refusals())
                .singleElement()
                .asString()
                .startsWith("Case.bad (Unknown Source): a synchronized method");
    }

    @Test
    void theErrorIsThrownAtTheLineOfItsReason() {
        Sources sources = Sources.ofMembers("""
                @Async static Coroutine<Integer> bad(int n) {
                    n++;
                    synchronized (Case.class) {
                        await(yieldNow());                                    // HERE
                    }
                    return done(n);
                }
                static Coroutine<Integer> bad() { return bad(1); }
                """);
        assertThatThrownBy(() -> sources.call("bad"))
                .isInstanceOf(IllegalAsyncMethodError.class)
                .satisfies(error ->
                        assertThat(error.getStackTrace()[0].getLineNumber()).isEqualTo(sources.lineOf("HERE")));
    }

    @Test
    void withoutLineNumbersItIsThrownAtTheFirst() throws Exception {
        byte[] woven = weave(CLASS, "-g:source").classFile();
        Class<?> type = InMemory.load(Map.of("Case", woven), bytes -> bytes).loadClass("Case");
        Method bad = type.getDeclaredMethod("bad");
        bad.setAccessible(true);
        assertThatThrownBy(() -> bad.invoke(null))
                .cause()
                .isInstanceOf(IllegalAsyncMethodError.class)
                .satisfies(error ->
                        assertThat(error.getStackTrace()[0].getLineNumber()).isEqualTo(1));
    }

    /** Their code has no stack maps. */
    @Test
    void classFilesBeforeJava8() {
        assertThat(Weaver.weave(changed(owner -> owner.version = Opcodes.V1_7)).refusals())
                .hasSize(2)
                .allMatch(it -> it.contains("compiled for Java 7; weaving needs class files of Java 8 or later"))
                .anyMatch(it -> it.startsWith("Case.bad (Case.java:7)"))
                .anyMatch(it -> it.startsWith("Case.good (Case.java:8)"));
        assertThat(Weaver.weave(changed(owner -> owner.version = Opcodes.V1_8)).refusals())
                .singleElement()
                .asString()
                .contains("synchronized");
    }

    /** The minor version of a class with preview features is in the upper half. */
    @Test
    void classFilesWithPreviewFeaturesAreWoven() {
        assertThat(Weaver.weave(changed(owner -> owner.version = Opcodes.V17 | Opcodes.V_PREVIEW))
                        .refusals())
                .hasSize(1);
    }

    @Test
    void codeThatNoCompilerMakesIsReported() {
        Weaver.Result result = Weaver.weave(changed(owner -> {
            MethodNode good = method(owner, "good");
            AbstractInsnNode last = good.instructions.getLast();
            while (last.getOpcode() != Opcodes.ARETURN) {
                last = last.getPrevious();
            }
            good.instructions.insertBefore(last, new InsnNode(Opcodes.POP2));
        }));
        assertThat(result.refusals())
                .hasSize(2)
                .anyMatch(it ->
                        it.startsWith("Case.good (Case.java:8): the weaver failed on this method, please report it: "));
        assertThat(result.classFile()).as("its methods say so").isNotNull();
    }

    @Test
    void aLambdaIsNamedByTheMethodAroundIt() {
        Sources sources = Sources.ofMembers("""
                static void around() {
                    Runnable runnable = () -> { await(yieldNow()); };
                }
                static final Runnable FIELD = () -> { await(yieldNow()); };
                static void nested() {
                    Runnable runnable = () -> {
                        Runnable inner = () -> { await(yieldNow()); };
                    };
                }
                """);
        assertThat(sources.refusals)
                .extracting(it -> it.substring(0, it.indexOf("(Case.java")))
                .containsExactlyInAnyOrder(
                        "Case.around (in a lambda) ", "Case.static (in a lambda) ", "Case.nested (in a lambda) ");
    }

    /** Eclipse's compiler numbers lambdas and does not name the method. */
    @Test
    void aLambdaOfAnotherCompilerIsOnlyCalledThat() {
        Sources sources =
                Sources.ofMembers("static void around() { Runnable runnable = () -> { await(yieldNow()); }; }");
        byte[] renamed = changed(
                sources,
                owner -> owner.methods.forEach(it -> it.name = it.name.startsWith("lambda$") ? "lambda$0" : it.name));
        assertThat(Weaver.weave(renamed).refusals())
                .singleElement()
                .asString()
                .startsWith("Case.(in a lambda) (Case.java:");
    }

    @Test
    void aMethodWithTheNameOfALambdaIsNoLambda() {
        Sources sources = Sources.ofMembers("""
                static void lambda$plain$0() { await(yieldNow()); }
                @Async static void my_lambda$x() { }
                """);
        assertThat(sources.refusals).singleElement().asString().startsWith("Case.my_lambda$x (Case.java:");
    }

    @Test
    void methodsThatAreRefusedHaveNoTraceOfTheirCode() {
        WovenMethods woven = WovenMethods.of("""
                @Async static synchronized Coroutine<Integer> bad(String s) {
                    try { int n = s.length(); return done(n); } catch (RuntimeException e) { return done(0); }
                }
                """);
        MethodNode bad = woven.entry("bad");
        assertThat(bad.tryCatchBlocks).isEmpty();
        assertThat(bad.localVariables).isNullOrEmpty();
        assertThat(WovenMethods.calls(bad)).isEqualTo(List.of("IllegalAsyncMethodError.<init>"));
        assertThat(woven.owner().methods).extracting(it -> it.name).containsExactly("<init>", "bad");
    }

    /** No compiler does; a null stands in for such an object, and there it would show. */
    @ParameterizedTest
    @ValueSource(ints = {Opcodes.IFNULL, Opcodes.IFNONNULL, Opcodes.IF_ACMPEQ, Opcodes.MONITORENTER})
    void anUnfinishedObjectThatIsLookedAtIsRefused(int look) {
        byte[] classFile = changed(Sources.ofMembers("""
                        @Async static Coroutine<Object> looked() {
                            return done(new Object[] {new String(          // HERE
                                    await(Coroutine.of("x")))});
                        }
                        """), owner -> {
            InsnList code = method(owner, "looked").instructions;
            AbstractInsnNode made = code.getFirst();
            while (made.getOpcode() != Opcodes.NEW) {
                made = made.getNext();
            }
            code.insert(made, look(look));
            method(owner, "looked").maxStack += 2;
        });
        assertThat(Weaver.weave(classFile).refusals())
                .singleElement()
                .asString()
                .startsWith("Case.looked (Case.java:")
                .contains("while the unfinished object is compared or locked")
                .contains("put the awaited value into a local variable first");
    }

    private static InsnList look(int opcode) {
        InsnList look = new InsnList();
        LabelNode after = new LabelNode();
        look.add(new InsnNode(Opcodes.DUP));
        if (opcode == Opcodes.IF_ACMPEQ) {
            look.add(new InsnNode(Opcodes.ACONST_NULL));
        }
        if (opcode == Opcodes.MONITORENTER) {
            look.add(new InsnNode(opcode));
            look.add(new InsnNode(Opcodes.DUP));
            look.add(new InsnNode(Opcodes.MONITOREXIT));
        } else {
            look.add(new JumpInsnNode(opcode, after));
        }
        look.add(after);
        return look;
    }
}
