package dev.ikat.weave.emit;

import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** {@code throw new IllegalAsyncMethodError("reason (File.java:line)");} in place of what cannot be woven. */
public final class Refusing {
    private Refusing() {}

    public static void write(MethodNode method, String message, int line) {
        LabelNode start = new LabelNode();
        method.access &= ~Opcodes.ACC_NATIVE;
        method.instructions = Code.of(
                start,
                new LineNumberNode(Math.max(line, 1), start),
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
