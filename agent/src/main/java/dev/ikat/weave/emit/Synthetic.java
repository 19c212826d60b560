package dev.ikat.weave.emit;

import java.util.ArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** The declaration of a method that we add: private, static, and nothing of what reflection shows of the user's. */
final class Synthetic {
    private Synthetic() {}

    static void declare(MethodNode method, String name, String descriptor) {
        method.access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        method.name = name;
        method.desc = descriptor;
        method.signature = null;
        method.exceptions = new ArrayList<>();
        method.parameters = null;
        method.visibleAnnotations = null;
        method.invisibleAnnotations = null;
        method.visibleTypeAnnotations = null;
        method.invisibleTypeAnnotations = null;
        method.visibleParameterAnnotations = null;
        method.invisibleParameterAnnotations = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        method.annotationDefault = null;
        method.attrs = null;
    }
}
