package dev.ikat.weave;

import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.types.Hierarchy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The methods of a woven class by what they are, and what their code mentions: for tests of what the weaver makes. */
record WovenMethods(ClassNode owner) {
    private static final String RESUMABLE = "(Ldev/ikat/frame/Frame;Ljava/lang/Object;Ljava/lang/Throwable;";
    private static final String SHARED_BODY = "()Ldev/ikat/frame/Body;";
    private static final String DIRECT_END = "Ldev/ikat/frame/Trampoline;)Ljava/lang/Object;";

    /** Those of class Case, of the members given. */
    static WovenMethods of(String members) {
        return of(Sources.ofMembers(members), "Case");
    }

    static WovenMethods of(Sources sources, String name) {
        return of(Optional.ofNullable(sources.woven.get(name)).orElseThrow());
    }

    static WovenMethods forDebugging(String members) {
        byte[] plain = Sources.ofMembers(members).plain.get("Case");
        return of(Optional.ofNullable(
                        Weaver.weave(plain, Aim.DEBUGGING, Hierarchy.UNKNOWN).classFile())
                .orElseThrow());
    }

    static WovenMethods of(byte[] classFile) {
        ClassNode owner = new ClassNode();
        new ClassReader(classFile).accept(owner, ClassReader.EXPAND_FRAMES);
        return new WovenMethods(owner);
    }

    private static boolean isResumable(MethodNode method) {
        return method.desc.startsWith(RESUMABLE);
    }

    private static boolean isDirect(MethodNode method) {
        return method.desc.endsWith(DIRECT_END) && !isResumable(method);
    }

    /** What stands under the method's own signature. */
    MethodNode entry(String name) {
        return only(
                method -> method.name.equals(name)
                        && !isResumable(method)
                        && !isDirect(method)
                        && !method.desc.equals(SHARED_BODY),
                name);
    }

    MethodNode resumable(String name) {
        return only(method -> method.name.equals(name) && isResumable(method), name);
    }

    MethodNode direct(String name) {
        return only(method -> method.name.equals(name) && isDirect(method), name);
    }

    /** What answers the body for all places that make frames of the method. */
    MethodNode sharedBody(String name) {
        return only(method -> method.name.equals(name) && method.desc.equals(SHARED_BODY), name);
    }

    private MethodNode only(Predicate<MethodNode> wanted, String name) {
        List<MethodNode> found = owner.methods.stream().filter(wanted).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " methods " + name);
        }
        return found.get(0);
    }

    /** The names of the methods that have a direct body, in alphabetical order. */
    List<String> withDirectBody() {
        return List.copyOf(new TreeSet<>(owner.methods.stream()
                .filter(WovenMethods::isDirect)
                .map(method -> method.name)
                .toList()));
    }

    /** What the method calls, in the order of its code, as {@code Owner.name}. */
    static List<String> calls(MethodNode method) {
        List<String> calls = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call) {
                calls.add(simple(call.owner) + "." + call.name);
            }
        }
        return calls;
    }

    /** The direct bodies that the method calls. */
    List<String> directCalls(MethodNode method) {
        List<String> calls = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call
                    && call.owner.equals(owner.name)
                    && call.desc.endsWith(DIRECT_END)) {
                calls.add(call.name);
            }
        }
        return calls;
    }

    /** The fields that the method writes, in the order of its code. */
    static List<String> writes(MethodNode method) {
        return fields(method, Opcodes.PUTFIELD);
    }

    /** The fields that the method reads, in the order of its code. */
    static List<String> reads(MethodNode method) {
        return fields(method, Opcodes.GETFIELD);
    }

    private static List<String> fields(MethodNode method, int opcode) {
        List<String> fields = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == opcode && insn instanceof FieldInsnNode field) {
                fields.add(field.name);
            }
        }
        return fields;
    }

    /** The bodies that the method makes frames for. */
    static List<String> frames(MethodNode method) {
        List<String> bodies = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof InvokeDynamicInsnNode lambda && lambda.desc.equals(SHARED_BODY)) {
                bodies.add(((Handle) lambda.bsmArgs[1]).getName());
            } else if (insn instanceof MethodInsnNode call && call.desc.equals(SHARED_BODY)) {
                bodies.add(call.name);
            }
        }
        return bodies;
    }

    static long count(MethodNode method, int opcode) {
        long count = 0;
        for (AbstractInsnNode insn : method.instructions) {
            count += insn.getOpcode() == opcode ? 1 : 0;
        }
        return count;
    }

    private static String simple(String owner) {
        return owner.substring(owner.lastIndexOf('/') + 1);
    }
}
