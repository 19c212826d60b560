package dev.ikat.weave.corpus;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Makes a class run plainly: no annotation, so that nobody weaves it, await as identity, and tasks that have ended. */
public final class Plain {
    private Plain() {}

    public static byte[] of(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        for (MethodNode method : node.methods) {
            if (method.visibleAnnotations != null) {
                method.visibleAnnotations.removeIf(annotation -> annotation.desc.equals("Ldev/ikat/Async;"));
            }
            for (AbstractInsnNode insn : method.instructions) {
                if (insn instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                    redirect(call);
                }
            }
        }
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static void redirect(MethodInsnNode call) {
        if (call.owner.equals("dev/ikat/Ikat") && call.name.equals("await")) {
            call.owner = "dev/ikat/PlainAwait";
        } else if (call.owner.equals("dev/ikat/Task") && call.name.equals("of")) {
            call.owner = "dev/ikat/PlainAwait";
            call.name = "task";
        }
    }
}
