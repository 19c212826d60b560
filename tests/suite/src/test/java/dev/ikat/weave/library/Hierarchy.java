package dev.ikat.weave.library;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which methods of the libraries have twins: all but constructors, initialisers and the bodies of lambdas. One without a
 * body, or one that holds a monitor, has a twin that calls it, so that overriding works for twins as it does for methods.
 */
final class Hierarchy {
    private final Map<String, ClassNode> classes = new HashMap<>();

    void add(ClassNode node) {
        classes.put(node.name, node);
    }

    /** Whether the instruction calls a method that has a twin. */
    boolean isTwinned(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && isTwinned(call.owner, call.name, call.desc);
    }

    private boolean isTwinned(String owner, String name, String descriptor) {
        ClassNode node = owner == null ? null : classes.get(owner);
        if (node == null) {
            return false;
        }
        for (MethodNode method : node.methods) {
            if (method.name.equals(name) && method.desc.equals(descriptor)) {
                return isTwinned(node, method);
            }
        }
        return isTwinned(node.superName, name, descriptor)
                || node.interfaces.stream().anyMatch(parent -> isTwinned(parent, name, descriptor));
    }

    static boolean isTwinned(ClassNode node, MethodNode method) {
        boolean named = !method.name.startsWith("<")
                && !method.name.contains("lambda$")
                && !method.name.equals("$deserializeLambda$");
        return named
                && (node.access & Opcodes.ACC_ANNOTATION) == 0
                && (method.access & Opcodes.ACC_NATIVE) == 0
                && !isBridgeBesideItsTarget(node, method);
    }

    /** A bridge that differs from another method in its return type only; their twins would be the same. */
    private static boolean isBridgeBesideItsTarget(ClassNode node, MethodNode method) {
        return (method.access & Opcodes.ACC_BRIDGE) != 0
                && node.methods.stream()
                        .anyMatch(other -> other != method
                                && (other.access & Opcodes.ACC_BRIDGE) == 0
                                && other.name.equals(method.name)
                                && parameters(other).equals(parameters(method)));
    }

    private static String parameters(MethodNode method) {
        return method.desc.substring(0, method.desc.indexOf(')'));
    }

    /** Whether the body may be copied with awaits in it. */
    static boolean isCopied(MethodNode method) {
        if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNCHRONIZED)) != 0) {
            return false;
        }
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.MONITORENTER) {
                return false;
            }
        }
        return true;
    }
}
