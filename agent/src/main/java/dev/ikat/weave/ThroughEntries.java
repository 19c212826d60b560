package dev.ikat.weave;

import dev.ikat.weave.emit.EntryCall;
import dev.ikat.weave.plan.DirectCall;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Sends the direct calls of a woven class through its methods again, for a class that somebody else changes after it was
 * loaded: a mock, a probe or a span stands in the method itself, and a direct call would pass it by. Only code changes, as
 * a retransformation demands.
 */
public final class ThroughEntries {
    private static final String DIRECT_END =
            RuntimeSymbols.TRAMPOLINE_DESCRIPTOR + ")" + RuntimeSymbols.OBJECT_DESCRIPTOR;

    private ThroughEntries() {}

    /** The class file with its direct bodies replaced; null when it has none. */
    public static byte @Nullable [] rewrite(byte[] classFile) {
        if (!Mention.anywhereIn(classFile)) {
            return null;
        }
        ClassNode owner = new ClassNode();
        new ClassReader(classFile).accept(owner, 0);
        boolean changed = false;
        for (MethodNode method : owner.methods) {
            MethodNode entry = isDirect(method) ? entry(owner, method) : null;
            if (entry != null) {
                EntryCall.write(owner, method, entry);
                changed = true;
            }
        }
        if (!changed) {
            return null;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        owner.accept(writer);
        return writer.toByteArray();
    }

    /** By its shape: the mark of a woven class is no longer there when the JVM makes a class file of a loaded class. */
    private static boolean isDirect(MethodNode method) {
        int declared = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        return (method.access & declared) == declared
                && method.desc.endsWith(DIRECT_END)
                && !method.desc.equals(RuntimeSymbols.RESUME_DESCRIPTOR);
    }

    /** The method that the direct body belongs to; null when two could be. */
    private static @Nullable MethodNode entry(ClassNode owner, MethodNode direct) {
        List<MethodNode> entries = owner.methods.stream()
                .filter(method -> direct.name.replaceAll("\\$+$", "").equals(method.name.replaceAll("\\$+$", ""))
                        && Type.getReturnType(method.desc).getInternalName().equals(RuntimeSymbols.COROUTINE)
                        && DirectCall.descriptor(owner.name, (method.access & Opcodes.ACC_STATIC) != 0, method.desc)
                                .equals(direct.desc))
                .toList();
        return entries.size() == 1 ? entries.get(0) : null;
    }
}
