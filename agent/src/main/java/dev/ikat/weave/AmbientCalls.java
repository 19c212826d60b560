package dev.ikat.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * For tests: sends what a class asks of the world around its program to the test kit, which answers as a simulation has it, and outside of
 * one as the JDK does. What is asked where {@link AmbientCall} has. A method reference to such a method becomes one to a method of the
 * class's own, which calls it:
 *
 * <pre>{@code
 * Supplier<Instant> now = Instant::now;    →    Supplier<Instant> now = Shop::ambient$0;
 *                                               private static Instant ambient$0() { return Instant.now(Ambient.clock()); }
 * }</pre>
 *
 * No branch is added, so stack maps stay as they are.
 */
public final class AmbientCalls {
    private static final int INVOKEDYNAMIC_SINCE = Opcodes.V1_7;

    private final ClassNode owner = new ClassNode();
    private final List<MethodNode> references = new ArrayList<>();

    private AmbientCalls() {}

    /** The class file with such calls redirected; null when it has none. */
    public static byte @Nullable [] rewrite(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        if ((reader.readShort(6) & 0xFFFF) < (INVOKEDYNAMIC_SINCE & 0xFFFF) || !mentionsAny(reader)) {
            return null;
        }
        AmbientCalls calls = new AmbientCalls();
        reader.accept(calls.owner, 0);
        calls.rewriteAll();
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        calls.owner.accept(writer);
        return writer.toByteArray();
    }

    /** A look at the constant pool: its entries that name a method of a class or an interface. */
    private static boolean mentionsAny(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            int tag = at == 0 ? 0 : reader.readByte(at - 1);
            if (tag == 10 || tag == 11) { // CONSTANT_Methodref, CONSTANT_InterfaceMethodref
                int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
                String type = reader.readClass(at, buffer);
                String name = reader.readUTF8(nameAndType, buffer);
                String descriptor = reader.readUTF8(nameAndType + 2, buffer);
                if (AmbientCall.of(type, name, descriptor) != null || isStoodInFor(type, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isStoodInFor(String type, String name) {
        return name.equals("<init>") && AmbientCall.standIn(type) != null;
    }

    private void rewriteAll() {
        for (MethodNode method : owner.methods) {
            rewriteReferences(method);
        }
        owner.methods.addAll(references);
        for (MethodNode method : owner.methods) {
            rewriteCalls(method);
        }
    }

    private void rewriteReferences(MethodNode method) {
        int line = 0;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof LineNumberNode number) {
                line = number.line;
            } else if (insn instanceof InvokeDynamicInsnNode site) {
                for (int i = 0; i < site.bsmArgs.length; i++) {
                    if (site.bsmArgs[i] instanceof Handle handle && isRewritten(handle)) {
                        site.bsmArgs[i] = reference(handle, line);
                    }
                }
            }
        }
    }

    private static boolean isRewritten(Handle handle) {
        AmbientCall call = AmbientCall.of(handle.getOwner(), handle.getName(), handle.getDesc());
        boolean fits = call != null && !(call.needsReceiver() && handle.getTag() == Opcodes.H_INVOKESTATIC);
        boolean isSuper = handle.getTag() == Opcodes.H_INVOKESPECIAL;
        return (fits && !isSuper) || isStoodInFor(handle.getOwner(), handle.getName());
    }

    /** A method that calls what the handle calls, and is rewritten then. */
    private Handle reference(Handle handle, int line) {
        boolean makes = handle.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
        Type type = Type.getObjectType(handle.getOwner());
        List<Type> parameters = new ArrayList<>(List.of(Type.getArgumentTypes(handle.getDesc())));
        if (!makes && !isStatic) {
            parameters.add(0, type);
        }
        Type result = makes ? type : Type.getReturnType(handle.getDesc());
        MethodNode method = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                "ambient$" + references.size(),
                Type.getMethodDescriptor(result, parameters.toArray(new Type[0])),
                null,
                null);
        LabelNode start = new LabelNode();
        method.instructions.add(start);
        method.instructions.add(new LineNumberNode(line, start));
        if (makes) {
            method.instructions.add(new TypeInsnNode(Opcodes.NEW, handle.getOwner()));
            method.instructions.add(new InsnNode(Opcodes.DUP));
        }
        int local = 0;
        for (Type parameter : parameters) {
            method.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), local));
            local += parameter.getSize();
        }
        method.instructions.add(new MethodInsnNode(
                opcode(handle.getTag()), handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface()));
        method.instructions.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
        references.add(method);
        boolean inInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
        return new Handle(Opcodes.H_INVOKESTATIC, owner.name, method.name, method.desc, inInterface);
    }

    private static int opcode(int tag) {
        return switch (tag) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> Opcodes.INVOKEVIRTUAL;
        };
    }

    private void rewriteCalls(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call) {
                AmbientCall redirected = redirected(call);
                if (redirected != null) {
                    redirected.rewrite(method, call);
                } else if (call.name.equals("<init>") && !isSuperclass(method, call.owner)) {
                    call.owner = orStandIn(call.owner);
                }
            } else if (insn instanceof TypeInsnNode made
                    && made.getOpcode() == Opcodes.NEW
                    && !isSuperclass(method, made.desc)) {
                made.desc = orStandIn(made.desc);
            }
        }
    }

    private static @Nullable AmbientCall redirected(MethodInsnNode call) {
        boolean isSuper = call.getOpcode() == Opcodes.INVOKESPECIAL && !call.name.equals("<init>");
        AmbientCall redirected = isSuper ? null : AmbientCall.of(call.owner, call.name, call.desc);
        boolean lacksReceiver = call.getOpcode() == Opcodes.INVOKESTATIC;
        return redirected != null && redirected.needsReceiver() && lacksReceiver ? null : redirected;
    }

    /** In such a constructor its call may be the one of {@code super}, and both forms look the same. */
    private boolean isSuperclass(MethodNode method, String type) {
        return method.name.equals("<init>") && type.equals(owner.superName);
    }

    private static String orStandIn(String type) {
        String standIn = AmbientCall.standIn(type);
        return standIn == null ? type : standIn;
    }
}
