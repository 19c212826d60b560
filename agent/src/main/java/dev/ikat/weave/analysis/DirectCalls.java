package dev.ikat.weave.analysis;

import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.DirectCall;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which awaits may call their coroutine's body directly: {@code await(f(x))} where f is woven in the same class; where f
 * can be overridden, its direct body looks at the receiver's class first. The calling convention holds for other callers
 * too, once they can name the target. Primitives of the runtime that often need not wait have a static method of their own.
 */
public final class DirectCalls {
    private static final int MOST_ARGUMENT_SLOTS = 254;

    private final ClassNode owner;
    private final Map<String, MethodNode> targets = new HashMap<>();
    /** The names of the targets' direct bodies, by the targets' keys. */
    private final Map<String, String> names = new HashMap<>();

    private final Set<String> taken = new HashSet<>();

    /** Who calls whom directly, by key. */
    private final Map<String, Set<String>> calls = new HashMap<>();

    public DirectCalls(ClassNode owner) {
        this.owner = owner;
        owner.methods.forEach(method -> taken.add(key(method)));
    }

    /** Offers a woven method as a target; a hot one runs as a task of its own and is none. */
    public void offer(MethodNode method, ReturnKind kind) {
        if (kind != ReturnKind.COROUTINE || isMarkedForOthers(method)) {
            return;
        }
        boolean mayBeExact = (owner.access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) == 0;
        int slots = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        if ((mayBeExact || !isOverridable(method)) && slots <= MOST_ARGUMENT_SLOTS) {
            targets.put(key(method), method);
            names.put(key(method), freeName(method));
        }
    }

    /** Annotations of other libraries may ask agents, as those of tracing, to act on calls of the method itself. */
    private static boolean isMarkedForOthers(MethodNode method) {
        return method.visibleAnnotations != null
                && method.visibleAnnotations.stream()
                        .anyMatch(it -> !it.desc.startsWith("Ldev/ikat/") && !it.desc.startsWith("Ljava/lang/"));
    }

    /** The method's own, unless the class has a method of the body's signature, or gets one: the resumable body. */
    private String freeName(MethodNode method) {
        String descriptor = descriptor(method);
        String name = method.name + (descriptor.equals(RuntimeSymbols.RESUME_DESCRIPTOR) ? "$" : "");
        while (!taken.add(key(name, descriptor))) {
            name += "$";
        }
        return name;
    }

    private String descriptor(MethodNode method) {
        return DirectCall.descriptor(owner.name, (method.access & Opcodes.ACC_STATIC) != 0, method.desc);
    }

    /** The name of the method's direct body; null when nothing calls it. */
    public @Nullable String bodyName(MethodNode method) {
        return isCalled(method) ? names.get(key(method)) : null;
    }

    /** Whether a subclass may have another method in its place, so that a direct call must look at the receiver's class. */
    public boolean isOverridable(MethodNode method) {
        int exact = Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
        return (method.access & exact) == 0 && (owner.access & Opcodes.ACC_FINAL) == 0;
    }

    /** The plan of a method, by its normalised body, with its direct calls. */
    public MethodPlan resolve(MethodPlan plan, MethodNode method, MethodNode body) {
        Set<String> callees = calls.computeIfAbsent(key(method), caller -> new HashSet<>());
        return plan.withPoints(plan.points().stream()
                .map(point -> resolve(point, body, callees))
                .toList());
    }

    private boolean isCalled(MethodNode method) {
        return calls.values().stream().anyMatch(callees -> callees.contains(key(method)));
    }

    /** Whether direct calls may lead from the method back to it: then they must count how deep they nest. */
    public boolean isRecursive(MethodNode method) {
        Set<String> reached = new HashSet<>();
        Deque<String> work = new ArrayDeque<>(calls.get(key(method)));
        while (!work.isEmpty()) {
            String callee = work.pop();
            if (reached.add(callee)) {
                work.addAll(calls.get(callee));
            }
        }
        return reached.contains(key(method));
    }

    private AwaitPoint resolve(AwaitPoint point, MethodNode body, Set<String> callees) {
        AbstractInsnNode before = Instructions.straightBefore(body.instructions.get(point.index()));
        if (!(before instanceof MethodInsnNode call)) {
            return point;
        }
        int index = body.instructions.indexOf(call);
        MethodNode target = target(call);
        if (target == null) {
            DirectCall known = ofRuntime(index, call);
            return known == null ? point : point.calling(known);
        }
        callees.add(key(target));
        return point.calling(
                new DirectCall(index, owner.name, names.getOrDefault(key(target), target.name), descriptor(target)));
    }

    private static @Nullable DirectCall ofRuntime(int index, MethodInsnNode call) {
        if (call.owner.equals(RuntimeSymbols.EACH_LOOP) && call.name.equals(RuntimeSymbols.MORE)) {
            return new DirectCall(
                    index, RuntimeSymbols.EACH_LOOP, RuntimeSymbols.AWAIT_MORE, RuntimeSymbols.AWAIT_MORE_DESCRIPTOR);
        }
        String descriptor = RuntimeSymbols.PRIMITIVES.get(call.owner + "." + call.name + call.desc);
        return descriptor == null ? null : new DirectCall(index, RuntimeSymbols.AWAITS, call.name, descriptor);
    }

    private @Nullable MethodNode target(MethodInsnNode call) {
        return call.owner.equals(owner.name) ? targets.get(key(call.name, call.desc)) : null;
    }

    private static String key(MethodNode method) {
        return key(method.name, method.desc);
    }

    private static String key(String name, String descriptor) {
        return name + descriptor;
    }
}
