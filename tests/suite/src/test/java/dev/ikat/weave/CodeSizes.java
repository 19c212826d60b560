package dev.ikat.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The bytes of code of each method of a class. What C2 inlines depends on them: up to {@value #ALWAYS} bytes wherever the
 * call is made often enough to be compiled, up to {@value #WHERE_HOT} where it is hot (MaxInlineSize and FreqInlineSize).
 */
final class CodeSizes extends ClassVisitor {
    static final int ALWAYS = 35;
    static final int WHERE_HOT = 325;

    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    private CodeSizes(ClassReader file) {
        super(Opcodes.ASM9, new ClassWriter(file, 0));
    }

    /** By name and descriptor. */
    static Map<String, Integer> of(byte[] classFile) {
        ClassReader file = new ClassReader(classFile);
        CodeSizes visitor = new CodeSizes(file);
        file.accept(visitor, 0);
        return visitor.sizes;
    }

    static Map<String, Integer> of(Class<?> loaded) {
        String file = loaded.getName().replaceFirst(".*\\.", "") + ".class";
        try (InputStream input = Objects.requireNonNull(loaded.getResourceAsStream(file))) {
            return of(input.readAllBytes());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor writer = super.visitMethod(access, name, descriptor, signature, exceptions);
        return new MethodVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visitMaxs(int stack, int locals) {
                Label end = new Label();
                super.visitLabel(end);
                sizes.put(name + descriptor, end.getOffset());
                super.visitMaxs(stack, locals);
            }
        };
    }
}
