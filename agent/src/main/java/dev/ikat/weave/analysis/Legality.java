package dev.ikat.weave.analysis;

import dev.ikat.weave.plan.Refused;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
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
            throw new Refused(
                    "a synchronized method cannot await: its monitor would be held by the thread, not by the"
                            + " task. Use dev.ikat.sync.Lock",
                    line);
        }
        refuseHeldMonitors(method);
        return ReturnKind.of(method.desc).orElseThrow(() -> new Refused(badReturnType(method), line));
    }

    private static void refuseWithoutBody(MethodNode method) throws Refused {
        if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
            throw new Refused(
                    "@Async on an abstract method does nothing: it has no body to weave. Put it on each method that"
                            + " implements this one",
                    0);
        }
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            throw new Refused("a native method has no body to weave. Await in a Java method that calls it", 0);
        }
    }

    private static void refuseInitialiser(MethodNode method) throws Refused {
        if (method.name.startsWith("<")) {
            boolean constructor = method.name.equals("<init>");
            throw new Refused(
                    constructor
                            ? "await in a constructor, or in a field's initial value: an object cannot wait half made."
                                    + " Await in a static @Async method that then calls the constructor with the value"
                            : "await in a static initialiser: a class cannot wait half initialised. Await in an @Async"
                                    + " method and store the value from there",
                    Instructions.lineOf(AwaitSites.in(method).get(0)));
        }
    }

    /** Refuses an await while a monitor is held, also one that normalising the method has brought in. */
    public static void refuseHeldMonitors(MethodNode method) throws Refused {
        Monitors monitors = Monitors.of(method);
        for (AbstractInsnNode site : AwaitSites.in(method)) {
            if (monitors.heldAt(site)) {
                throw new Refused(
                        "await inside a synchronized block: the monitor would be held by the thread, not by the"
                                + " task. Use dev.ikat.sync.Lock",
                        Instructions.lineOf(site));
            }
        }
    }

    private static String badReturnType(MethodNode method) {
        Type type = Type.getReturnType(method.desc);
        String internalName = type.getSort() == Type.OBJECT ? type.getInternalName() : "";
        if (RuntimeSymbols.NOT_YET.contains(internalName)) {
            return "methods that return " + type.getClassName() + " are not woven by this version; return"
                    + " Coroutine<T> or Task<T>";
        }
        if (Lambdas.isBody(method)) {
            return "await in a lambda that returns " + type.getClassName() + ", which cannot wait: give it to something"
                    + " that takes a lambda returning Coroutine, such as start(() -> { …; return done(); })";
        }
        return "an @Async method must return Coroutine<T>, Task<T>, CompletableFuture<T> or CompletionStage<T>, not "
                + type.getClassName();
    }

    /** The method's first line; 0 when the class has none. */
    public static int firstLine(MethodNode method) {
        return method.instructions.size() == 0
                ? 0
                : Instructions.lineOf(Instructions.nextReal(method.instructions.getFirst()));
    }
}
