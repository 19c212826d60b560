package dev.ikat.weave;

import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A call that asks the world around the program, and what becomes of it. The kit's methods have the names and parameters of those that they stand
 * for; where one only gives what the call lacks, the call stays:
 *
 * <pre>{@code
 * System.nanoTime()            →  Ambient.nanoTime()
 * LocalDate.now(zone)          →  LocalDate.now(Ambient.clock(zone))
 * new SplittableRandom()       →  new SplittableRandom(Ambient.seed())
 * random.nextInt(6)            →  an invokedynamic of the same signature, by Ambient.generating
 * new Random()                 →  new AmbientRandom()
 * thread.start()               →  Ambient.starting(thread); thread.start()
 * }</pre>
 *
 * @param before the kit's method that is called before it, or instead of it; "" for none
 * @param beforeDescriptor what that takes from the stack and leaves there
 * @param duplicates whether it takes the receiver
 * @param descriptor of the call itself as it is then; null when it is left out
 */
record AmbientCall(
        String before,
        String beforeDescriptor,
        boolean duplicates,
        @Nullable String descriptor) {
    private static final String CLOCK = "Ljava/time/Clock;";
    private static final String ZONE = "(Ljava/time/ZoneId;)";

    private static final AmbientCall GENERATING = new AmbientCall("", "", false, null);

    /** Calls of one method, by owner, name and descriptor. */
    private static final Map<String, AmbientCall> CALLS = Map.ofEntries(
            instead("java/lang/System.nanoTime()J", "nanoTime"),
            instead("java/lang/System.currentTimeMillis()J", "currentTimeMillis"),
            instead("java/time/Clock.systemUTC()" + CLOCK, "utc"),
            instead("java/time/Clock.systemDefaultZone()" + CLOCK, "clock"),
            instead("java/time/Clock.system" + ZONE + CLOCK, "clock"),
            instead("java/time/Clock.tickMillis" + ZONE + CLOCK, "tickMillis"),
            instead("java/time/Clock.tickSeconds" + ZONE + CLOCK, "tickSeconds"),
            instead("java/time/Clock.tickMinutes" + ZONE + CLOCK, "tickMinutes"),
            instead("java/time/InstantSource.system()Ljava/time/InstantSource;", "instants"),
            with("java/util/Date.<init>()V", "currentTimeMillis", "()J", "(J)V"),
            instead("java/lang/Math.random()D", "random"),
            instead("java/lang/StrictMath.random()D", "random"),
            instead("java/util/UUID.randomUUID()Ljava/util/UUID;", "randomUUID"),
            with("java/util/SplittableRandom.<init>()V", "seed", "()J", "(J)V"),
            instead(
                    "java/util/concurrent/ThreadLocalRandom.current()Ljava/util/concurrent/ThreadLocalRandom;",
                    "threadLocalRandom"),
            instead("java/util/random/RandomGenerator.getDefault()Ljava/util/random/RandomGenerator;", "generator"),
            instead(
                    "java/util/random/RandomGenerator.of(Ljava/lang/String;)Ljava/util/random/RandomGenerator;",
                    "generator"),
            with(
                    "java/util/Collections.shuffle(Ljava/util/List;)V",
                    "source",
                    "()Ljava/util/Random;",
                    "(Ljava/util/List;Ljava/util/Random;)V"));

    private static Map.Entry<String, AmbientCall> instead(String call, String name) {
        return Map.entry(call, new AmbientCall(name, call.substring(call.indexOf('(')), false, null));
    }

    private static Map.Entry<String, AmbientCall> with(
            String call, String before, String beforeDescriptor, String descriptor) {
        return Map.entry(call, new AmbientCall(before, beforeDescriptor, false, descriptor));
    }

    /** What becomes of a call; null when it stays as it is. */
    static @Nullable AmbientCall of(String owner, String name, String descriptor) {
        if (name.equals("start") && descriptor.equals("()V")) {
            return new AmbientCall("starting", "(Ljava/lang/Object;)V", true, descriptor); // may be a thread
        }
        if (!owner.startsWith("java/")) {
            return null;
        }
        AmbientCall call = CALLS.get(owner + "." + name + descriptor);
        if (call != null) {
            return call;
        }
        if (isGenerator(owner) && name.matches("next.*|ints|longs|doubles")) {
            return GENERATING;
        }
        if (startsThreads(owner, name, descriptor)) {
            return new AmbientCall("starting", "()V", false, descriptor);
        }
        return owner.startsWith("java/time/") && name.equals("now") ? now(descriptor) : null;
    }

    /** Every type that has a {@code now()} has one that takes a clock. */
    private static @Nullable AmbientCall now(String descriptor) {
        String given = descriptor.substring(0, descriptor.indexOf(')') + 1);
        return given.equals("()") || given.equals(ZONE)
                ? new AmbientCall("clock", given + CLOCK, false, "(" + CLOCK + descriptor.substring(given.length() - 1))
                : null;
    }

    private static boolean isGenerator(String owner) {
        return owner.equals("java/util/Random")
                || owner.equals("java/util/random/RandomGenerator")
                || owner.equals("java/util/concurrent/ThreadLocalRandom");
    }

    private static boolean startsThreads(String owner, String name, String descriptor) {
        return switch (owner) {
            case "java/lang/Thread" -> name.equals("startVirtualThread");
            case "java/lang/Thread$Builder",
                    "java/lang/Thread$Builder$OfPlatform",
                    "java/lang/Thread$Builder$OfVirtual" -> name.equals("start");
            case "java/util/Timer" -> name.equals("<init>");
            case "java/util/concurrent/Executors" -> name.startsWith("new");
            case "java/util/concurrent/CompletableFuture" ->
                (name.equals("supplyAsync") || name.equals("runAsync")) && !descriptor.contains("Executor");
            default -> name.equals("parallelStream");
        };
    }

    /** The kit's class for objects of the type, which is a subclass with its constructors; null when there is none. */
    static @Nullable String standIn(String type) {
        return switch (type) {
            case "java/util/Random" -> RuntimeSymbols.AMBIENT_RANDOM;
            case "java/security/SecureRandom" -> RuntimeSymbols.AMBIENT_SECURE_RANDOM;
            default -> null;
        };
    }

    /** Whether it is one of methods that are called on an object; static ones of such a name are something else. */
    boolean needsReceiver() {
        return duplicates || this == GENERATING;
    }

    void rewrite(MethodNode method, MethodInsnNode call) {
        if (this == GENERATING) {
            method.instructions.set(call, generating(call));
            return;
        }
        if (duplicates) {
            method.instructions.insertBefore(call, new InsnNode(Opcodes.DUP));
        }
        MethodInsnNode asked =
                new MethodInsnNode(Opcodes.INVOKESTATIC, RuntimeSymbols.AMBIENT, before, beforeDescriptor, false);
        if (descriptor == null) {
            method.instructions.set(call, asked);
        } else {
            method.instructions.insertBefore(call, asked);
            call.desc = descriptor;
        }
    }

    private static InvokeDynamicInsnNode generating(MethodInsnNode call) {
        return new InvokeDynamicInsnNode(
                call.name, "(L" + call.owner + ";" + call.desc.substring(1), RuntimeSymbols.generating());
    }
}
