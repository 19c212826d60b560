package dev.ikat.weave.analysis;

import dev.ikat.weave.plan.Reasons;
import dev.ikat.weave.plan.Refused;
import dev.ikat.weave.plan.ReturnKind;
import java.util.Objects;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What cannot be woven, and why, in the user's words. */
public final class Legality {
    private Legality() {}

    /** The kind of a method that is to be woven; or the reason against it. */
    public static ReturnKind check(ClassNode owner, MethodNode method) throws Refused {
        int line = firstLine(method);
        if ((owner.version & 0xFFFF) < Opcodes.V1_8) {
            throw new Refused(
                    "the class was compiled for Java " + ((owner.version & 0xFFFF) - 44)
                            + "; weaving needs class files of Java 8 or later",
                    line);
        }
        refuseWithoutBody(method);
        refuseInitialiser(method);
        if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            throw new Refused(Reasons.SYNCHRONIZED_METHOD, line);
        }
        refuseHeldMonitors(method);
        ReturnKind kind = ReturnKind.of(method.desc).orElseThrow(() -> new Refused(badReturnType(method), line));
        refuseEmits(method, kind);
        return kind;
    }

    /** A coroutine has nobody to emit to, and a plain generator no loop to wait on. */
    private static void refuseEmits(MethodNode method, ReturnKind kind) throws Refused {
        if (!kind.emits()) {
            refuse(
                    method,
                    insn -> AwaitSites.isEmit(insn) || AwaitSites.isEmitAll(insn),
                    Reasons.emitOutsideGenerator(Type.getReturnType(method.desc).getClassName()));
        }
        if (!kind.awaits()) {
            refuse(method, AwaitSites::isAwait, Reasons.waitingInGenerator("await"));
            refuse(method, AwaitSites::isEach, Reasons.waitingInGenerator("each"));
            refuse(method, AwaitSites::isEmitAllAsync, Reasons.waitingInGenerator("emitAll of an asynchronous source"));
        }
    }

    private static void refuse(MethodNode method, Predicate<AbstractInsnNode> which, String reason) throws Refused {
        AbstractInsnNode found = AwaitSites.first(method, which);
        if (found != null) {
            throw new Refused(reason, Instructions.lineOf(found));
        }
    }

    private static void refuseWithoutBody(MethodNode method) throws Refused {
        if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
            throw new Refused(Reasons.ABSTRACT_METHOD, 0);
        }
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            throw new Refused(Reasons.NATIVE_METHOD, 0);
        }
    }

    private static void refuseInitialiser(MethodNode method) throws Refused {
        if (method.name.startsWith("<")) {
            boolean constructor = method.name.equals("<init>");
            AbstractInsnNode first = Objects.requireNonNull(AwaitSites.first(method, AwaitSites::isOurs));
            String call = ((MethodInsnNode) first).name;
            throw new Refused(
                    constructor ? Reasons.inConstructor(call) : Reasons.inStaticInitialiser(call),
                    Instructions.lineOf(first));
        }
    }

    /** Refuses an await while a monitor is held, also one that normalising the method has brought in. */
    public static void refuseHeldMonitors(MethodNode method) throws Refused {
        Monitors monitors = Monitors.of(method);
        for (AbstractInsnNode site : AwaitSites.in(method)) {
            if (monitors.heldAt(site)) {
                throw new Refused(Reasons.heldMonitor(((MethodInsnNode) site).name), Instructions.lineOf(site));
            }
        }
    }

    private static String badReturnType(MethodNode method) {
        Type type = Type.getReturnType(method.desc);
        AbstractInsnNode first = AwaitSites.first(method, AwaitSites::isOurs);
        if (Lambdas.isBody(method) && first instanceof MethodInsnNode call) {
            return Reasons.inLambda(call.name, type.getClassName());
        }
        return Reasons.returnType(type.getClassName());
    }

    /** The method's first line; 0 when the class has none. */
    public static int firstLine(MethodNode method) {
        return method.instructions.size() == 0
                ? 0
                : Instructions.lineOf(Instructions.nextReal(method.instructions.getFirst()));
    }
}
