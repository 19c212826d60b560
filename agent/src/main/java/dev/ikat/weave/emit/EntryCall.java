package dev.ikat.weave.emit;

import java.util.ArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A direct body that awaits what the method itself returns.
 *
 * <pre>
 *   static Object greet(String name, Trampoline trampoline) { return Trampoline.await(greet(name), trampoline); }
 * </pre>
 */
public final class EntryCall {
    private EntryCall() {}

    /** Replaces the direct body's code. */
    public static void write(ClassNode owner, MethodNode direct, MethodNode entry) {
        InsnList code = new InsnList();
        int local = 0;
        Type[] parameters = Type.getArgumentTypes(direct.desc);
        for (int i = 0; i < parameters.length - 1; i++) {
            code.add(new VarInsnNode(parameters[i].getOpcode(Opcodes.ILOAD), local));
            local += parameters[i].getSize();
        }
        boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
        code.add(new MethodInsnNode(call(entry), owner.name, entry.name, entry.desc, isInterface));
        code.add(Code.load(local));
        code.add(Suspending.await());
        code.add(Code.op(Opcodes.ARETURN));
        direct.instructions = code;
        direct.tryCatchBlocks = new ArrayList<>();
        direct.localVariables = null;
        direct.visibleLocalVariableAnnotations = null;
        direct.invisibleLocalVariableAnnotations = null;
    }

    /** An overridable method of an interface has no direct body. */
    private static int call(MethodNode entry) {
        if ((entry.access & Opcodes.ACC_STATIC) != 0) {
            return Opcodes.INVOKESTATIC;
        }
        return (entry.access & Opcodes.ACC_PRIVATE) != 0 ? Opcodes.INVOKESPECIAL : Opcodes.INVOKEVIRTUAL;
    }
}
