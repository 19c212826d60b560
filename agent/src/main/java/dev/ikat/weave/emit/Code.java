package dev.ikat.weave.emit;

import dev.ikat.weave.plan.Slot;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Small instruction lists. */
final class Code {
    private Code() {}

    static InsnList of(AbstractInsnNode... nodes) {
        InsnList list = new InsnList();
        for (AbstractInsnNode node : nodes) {
            list.add(node);
        }
        return list;
    }

    static AbstractInsnNode op(int opcode) {
        return new InsnNode(opcode);
    }

    static AbstractInsnNode load(int local) {
        return new VarInsnNode(Opcodes.ALOAD, local);
    }

    static AbstractInsnNode store(int local) {
        return new VarInsnNode(Opcodes.ASTORE, local);
    }

    static AbstractInsnNode load(Slot.Kind kind, int local) {
        return new VarInsnNode(
                switch (kind) {
                    case INT -> Opcodes.ILOAD;
                    case FLOAT -> Opcodes.FLOAD;
                    case LONG -> Opcodes.LLOAD;
                    case DOUBLE -> Opcodes.DLOAD;
                    case REFERENCE, NULL -> Opcodes.ALOAD;
                },
                local);
    }

    static AbstractInsnNode store(Slot.Kind kind, int local) {
        return new VarInsnNode(
                switch (kind) {
                    case INT -> Opcodes.ISTORE;
                    case FLOAT -> Opcodes.FSTORE;
                    case LONG -> Opcodes.LSTORE;
                    case DOUBLE -> Opcodes.DSTORE;
                    case REFERENCE, NULL -> Opcodes.ASTORE;
                },
                local);
    }

    static AbstractInsnNode push(int value) {
        if (value >= -1 && value <= 5) {
            return op(Opcodes.ICONST_0 + value);
        }
        if (value == (byte) value) {
            return new IntInsnNode(Opcodes.BIPUSH, value);
        }
        return value == (short) value ? new IntInsnNode(Opcodes.SIPUSH, value) : new LdcInsnNode(value);
    }

    /** An Integer or a Long. */
    static AbstractInsnNode push(Number value) {
        if (value instanceof Long wide) {
            return wide == 0 || wide == 1 ? op(Opcodes.LCONST_0 + wide.intValue()) : new LdcInsnNode(wide);
        }
        return push(value.intValue());
    }

    static AbstractInsnNode callStatic(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    /** A static method of an interface. */
    static AbstractInsnNode callInterfaceStatic(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, true);
    }

    static AbstractInsnNode callInterface(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKEINTERFACE, owner, name, descriptor, true);
    }

    static AbstractInsnNode callVirtual(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }
}
