package dev.ikat.weave.mutation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/** A program whose awaiting methods were mutated. */
final class Mutant {
    /** Woven, a longer one may pass the limit of 64 KiB, and then the weaver is right to refuse it. */
    private static final int MOST_INSTRUCTIONS = 1_000;

    private final Program program;
    private final Map<String, ClassNode> nodes = new LinkedHashMap<>();
    private final List<Subject> subjects = new ArrayList<>();
    private final Set<Subject> changed = new LinkedHashSet<>();
    private final List<String> applied = new ArrayList<>();

    private Mutant(Program program) {
        this.program = program;
        program.classes().forEach((name, bytes) -> {
            ClassNode node = new ClassNode();
            new ClassReader(bytes).accept(node, ClassReader.SKIP_FRAMES);
            nodes.put(name, node);
            node.methods.stream()
                    .filter(Mutant::isWoven)
                    .forEach(method -> subjects.add(new Subject(program, node.name, method)));
        });
    }

    static Mutant of(Program program, List<Mutation> mutations) {
        Mutant mutant = new Mutant(program);
        mutations.forEach(mutant::apply);
        return mutant;
    }

    private static boolean isWoven(MethodNode method) {
        boolean async = method.visibleAnnotations != null
                && method.visibleAnnotations.stream().anyMatch(it -> it.desc.equals("Ldev/ikat/Async;"));
        boolean awaits = false;
        for (AbstractInsnNode insn : method.instructions) {
            awaits |= Subject.isAwait(insn) || Subject.isEach(insn);
        }
        boolean code = (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) == 0;
        return code && (async || awaits) && method.instructions.size() < MOST_INSTRUCTIONS;
    }

    private void apply(Mutation mutation) {
        if (subjects.isEmpty()) {
            return;
        }
        Choices choices = new Choices(mutation.seed());
        Subject subject = choices.of(subjects);
        if (mutation.kind().blursLoops() && subject.loopsOverEach()) {
            return;
        }
        subject.analyse();
        if (mutation.kind().apply(subject, choices)) {
            applied.add(mutation + " of " + subject.method.name);
            changed.add(subject);
        }
    }

    boolean isChanged() {
        return !changed.isEmpty();
    }

    /** The class files, with stack maps made anew. */
    Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        nodes.forEach((name, node) -> classes.put(
                name, isChanged(node) ? write(node) : program.classes().get(name)));
        return classes;
    }

    private boolean isChanged(ClassNode node) {
        return changed.stream().anyMatch(subject -> node.methods.contains(subject.method));
    }

    private byte[] write(ClassNode node) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return program.loader();
            }
        };
        node.accept(writer);
        return writer.toByteArray();
    }

    /** The program, what was done to it, and the methods as they are now. */
    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.println(program);
        applied.forEach(mutation -> out.println("  " + mutation));
        for (Subject subject : changed) {
            out.println(subject.method.name + subject.method.desc);
            Textifier textifier = new Textifier();
            subject.method.accept(new TraceMethodVisitor(textifier));
            textifier.print(out);
        }
        out.flush();
        return text.toString();
    }
}
