package dev.ikat.weave.emit;

import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** {@code throw new IllegalAsyncMethodError("reason (File.java:line)");} in place of what cannot be woven. */
public final class Refusing {
    private Refusing() {}

    public static void write(MethodNode method, String message) {
        method.instructions = Code.of(
                new TypeInsnNode(Opcodes.NEW, RuntimeSymbols.ILLEGAL_ASYNC_METHOD),
                Code.op(Opcodes.DUP),
                new LdcInsnNode(message),
                new MethodInsnNode(
                        Opcodes.INVOKESPECIAL,
                        RuntimeSymbols.ILLEGAL_ASYNC_METHOD,
                        "<init>",
                        "(Ljava/lang/String;)V",
                        false),
                Code.op(Opcodes.ATHROW));
        method.tryCatchBlocks = new ArrayList<>();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
    }
}
