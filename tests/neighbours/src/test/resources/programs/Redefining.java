package redefine;

import static dev.ikat.Ikat.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ikat.*;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** An agent and a program in one: it changes the class Work while some of its coroutines wait, and lets them go on. */
public final class Redefining {
    /** What probes were passed. */
    public static final Set<String> HITS = new TreeSet<>();

    private static Instrumentation instrumentation;

    public static void premain(String options, Instrumentation given) {
        instrumentation = given;
    }

    public static void hit(String probe) {
        HITS.add(probe);
    }

    private static byte[] probed(byte[] classFile, String when) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
                        return new MethodVisitor(api, super.visitMethod(access, name, type, generic, thrown)) {
                            @Override
                            public void visitCode() {
                                super.visitCode();
                                boolean entry = type.endsWith("Ldev/ikat/Coroutine;");
                                visitLdcInsn(when + " " + name + (entry ? "" : " body"));
                                visitMethodInsn(
                                        Opcodes.INVOKESTATIC, "redefine/Redefining", "hit", "(Ljava/lang/String;)V", false);
                            }
                        };
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Retransforms what is loaded of the program; the transformer leaves the bytes, or adds a probe to each method. */
    private static void retransform(boolean probing) throws Exception {
        List<String> seen = new ArrayList<>();
        ClassFileTransformer transformer = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
                if (!name.startsWith("redefine/Work")) {
                    return null;
                }
                seen.add(name);
                return probing ? probed(classFile, "probe") : classFile.clone();
            }
        };
        instrumentation.addTransformer(transformer, true);
        instrumentation.retransformClasses(Work.class, Work.Inner.class, Work.Face.class);
        instrumentation.removeTransformer(transformer);
        System.out.println(new TreeSet<>(seen));
    }

    /** As a debugger swaps code: new class files, from the compiler. */
    private static void redefine(String directory) throws Exception {
        instrumentation.redefineClasses(
                definition(Work.class, directory),
                definition(Work.Inner.class, directory),
                definition(Work.Face.class, directory));
    }

    private static ClassDefinition definition(Class<?> type, String directory) throws Exception {
        Path file = Path.of(directory, type.getName().replace('.', '/') + ".class");
        return new ClassDefinition(type, Files.readAllBytes(file));
    }

    private static void begin(String name) {
        Work.gate = promise();
        Work.tasks.clear();
        Work.tasks.add(start(Work.fixed(name, 40)));
        Work.tasks.add(start(new Work().new Inner().inner(name)));
        Work.tasks.add(start(new Work().lambda(name)));
        Work.tasks.add(start(new Work.Face() {}.face(name)));
    }

    @Async
    private static Coroutine<Void> settle() {
        for (int i = 0; i < 10; i++) {
            await(yieldNow());
        }
        return done();
    }

    private static void finish() {
        if (!Work.gate.isDone()) {
            Work.gate.complete(null);
        }
    }

    @Async
    private static Coroutine<Void> outcomes() {
        for (Task<String> task : Work.tasks) {
            try {
                System.out.println(await(task));
            } catch (Throwable error) {
                System.out.println(error);
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> all(String how, String directory) throws Exception {
        begin("old");
        await(settle());
        switch (how) {
            case "identity" -> retransform(false);
            case "probes" -> retransform(true);
            case "redefine" -> redefine(directory);
            default -> {
                try {
                    redefine(directory);
                } catch (UnsupportedOperationException error) {
                    System.out.println(error.getMessage());
                }
            }
        }
        finish();
        await(outcomes());
        begin("new");
        await(settle());
        finish();
        await(outcomes());
        HITS.forEach(System.out::println);
        return done();
    }

    public static void main(String[] arguments) throws Exception {
        run(all(arguments[0], arguments[1]));
    }
}
