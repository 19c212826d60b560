package dev.ikat.weave;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.analysis.DirectCalls;
import dev.ikat.weave.analysis.Lambdas;
import dev.ikat.weave.analysis.Legality;
import dev.ikat.weave.analysis.Planner;
import dev.ikat.weave.emit.DirectBody;
import dev.ikat.weave.emit.Entry;
import dev.ikat.weave.emit.Refusing;
import dev.ikat.weave.emit.ResumableBody;
import dev.ikat.weave.emit.SharedBody;
import dev.ikat.weave.normalise.Normaliser;
import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.Refused;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.types.Hierarchy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Class file in, class file out. No class is loaded; what the bytes given do not say, and it is rare, other class files
 * do. For each method:
 *
 * <ol>
 *   <li>legality: may it be woven at all?
 *   <li>normalisation: a copy, rewritten into the few forms that the rest knows;
 *   <li>planning: what each await saves, and where;
 *   <li>emission: the resumable body from the copy, a direct body where the class awaits the call as it is made, and the
 *       entry under the method's own signature.
 * </ol>
 *
 * A method that fails on the way gets a body that throws the reason; the others are woven.
 */
public final class Weaver {
    /** HotSpot's limit (HugeMethodLimit). */
    private static final int MOST_COMPILED_BYTES = 8_000;

    private final ClassNode owner = new ClassNode();
    /** The bodies, by name, that could not be written in an earlier attempt, and why. */
    private final Map<String, String> failed;

    private final List<MethodNode> bodies = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Set<String> bodyNames = new HashSet<>();

    private final Aim aim;

    private final Hierarchy hierarchy;

    private Weaver(Aim aim, Hierarchy hierarchy, Map<String, String> failed) {
        this.aim = aim;
        this.hierarchy = hierarchy;
        this.failed = failed;
    }

    /**
     * What became of a class.
     *
     * @param classFile the new bytes; null when there was nothing to do
     * @param refusals the methods that could not be woven, a message each
     * @param warnings the methods that were woven but will be slow, a message each
     */
    public record Result(byte @Nullable [] classFile, List<String> refusals, List<String> warnings) {
        static final Result NOTHING = new Result(null, List.of(), List.of());
    }

    /** Weaves one class, for speed. */
    public static Result weave(byte[] classFile) {
        return weave(classFile, Aim.SPEED, Hierarchy.UNKNOWN);
    }

    /** Weaves one class; the hierarchy says what is known of others. */
    public static Result weave(byte[] classFile, Aim aim, Hierarchy hierarchy) {
        if (!Mention.in(classFile)) {
            return Result.NOTHING;
        }
        Map<String, String> failed = new HashMap<>();
        while (true) {
            Weaver weaver = new Weaver(aim, hierarchy, failed);
            try {
                return weaver.weaveAll(classFile);
            } catch (RuntimeException error) {
                String body = weaver.bodyToBlame(error);
                if (body == null || failed.putIfAbsent(body, reason(error)) != null) {
                    throw error;
                }
            }
        }
    }

    private static String reason(RuntimeException error) {
        return "woven, the method would be too large: a method may have 64 KiB of byte code, and one with more than half"
                + " of that is hard to lay out. Split it (" + error + ")";
    }

    /** The body that could not be written: the one the error names, else the largest. */
    private @Nullable String bodyToBlame(RuntimeException error) {
        if (error instanceof MethodTooLargeException tooLarge && !failed.containsKey(tooLarge.getMethodName())) {
            return tooLarge.getMethodName();
        }
        return bodies.stream()
                .max(Comparator.comparingInt(body -> body.instructions.size()))
                .map(body -> body.name)
                .orElse(null);
    }

    private Result weaveAll(byte[] classFile) {
        new ClassReader(classFile).accept(owner, ClassReader.EXPAND_FRAMES);
        List<MethodNode> candidates = isWoven()
                ? List.of()
                : owner.methods.stream().filter(Weaver::isCandidate).toList();
        if (candidates.isEmpty()) {
            return Result.NOTHING;
        }
        weave(candidates);
        markWoven();
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        bodies.forEach(body -> body.instructions.add(new LabelNode()));
        owner.accept(writer);
        byte[] woven = writer.toByteArray();
        return new Result(woven, refusals, slow());
    }

    /** After writing, the label at a body's end knows its place. */
    private List<String> slow() {
        List<String> slow = new ArrayList<>();
        for (MethodNode body : bodies) {
            int bytes = ((LabelNode) body.instructions.getLast()).getLabel().getOffset();
            if (bytes > MOST_COMPILED_BYTES) {
                slow.add(place(body.name, firstLine(body)) + ": woven, the method has " + bytes
                        + " bytes of byte code. HotSpot compiles no method of more than " + MOST_COMPILED_BYTES
                        + ", so this one stays interpreted. Split it");
            }
        }
        return slow;
    }

    private void weave(List<MethodNode> candidates) {
        List<Planned> planned = new ArrayList<>();
        DirectCalls direct = new DirectCalls(owner);
        for (MethodNode method : candidates) {
            Planned plan = planOrRefuse(method);
            if (plan != null) {
                planned.add(plan);
                if (aim != Aim.DEBUGGING) {
                    direct.offer(method, plan.plan.kind());
                }
            }
        }
        List<Planned> resolved = planned.stream()
                .map(each -> each.with(direct.resolve(each.plan, each.method, each.body)))
                .toList();
        for (Planned each : resolved) {
            emit(each, direct);
        }
    }

    private @Nullable Planned planOrRefuse(MethodNode method) {
        try {
            return plan(method);
        } catch (Refused refused) {
            refuse(method, refused.reason(), refused.line());
        } catch (AnalyzerException | RuntimeException error) {
            refuse(method, "the weaver failed on this method, please report it: " + error, Legality.firstLine(method));
        }
        return null;
    }

    private Planned plan(MethodNode method) throws Refused, AnalyzerException {
        ReturnKind kind = Legality.check(owner, method);
        String bodyName = bodyName(method);
        String reason = failed.get(bodyName);
        if (reason != null) {
            throw new Refused(reason, Legality.firstLine(method));
        }
        MethodNode body = copy(method);
        Normaliser.normalise(owner.name, body, kind, aim, hierarchy);
        Legality.refuseHeldMonitors(body);
        return new Planned(method, body, Planner.plan(owner, body, kind, bodyName, aim));
    }

    private void emit(Planned planned, DirectCalls direct) {
        String directName = direct.bodyName(planned.method);
        MethodNode first = directName == null ? null : copy(planned.body);
        ResumableBody.write(planned.plan, planned.body);
        bodies.add(planned.body);
        owner.methods.add(planned.body);
        if (first == null || directName == null) {
            Entry.write(planned.plan, planned.method);
            return;
        }
        MethodPlan plan = planned.plan.sharingBody();
        DirectBody.write(
                plan, first, directName, direct.isOverridable(planned.method), direct.isRecursive(planned.method));
        owner.methods.add(first);
        owner.methods.add(SharedBody.of(plan));
        Entry.write(plan, planned.method);
    }

    /** A method on its way: the user's, the normalised copy, and what to do with it. */
    private record Planned(MethodNode method, MethodNode body, MethodPlan plan) {
        Planned with(MethodPlan resolved) {
            return new Planned(method, body, resolved);
        }
    }

    private void refuse(MethodNode method, String reason, int line) {
        String message = place(method.name, line) + ": " + reason;
        refusals.add(message);
        if ((method.access & Opcodes.ACC_ABSTRACT) == 0) {
            Refusing.write(method, message, line);
        }
    }

    private static int firstLine(MethodNode body) {
        for (AbstractInsnNode insn : body.instructions) {
            if (insn instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return 0;
    }

    private String place(String methodName, int line) {
        String file = owner.sourceFile == null ? "Unknown Source" : owner.sourceFile;
        return owner.name.replace('/', '.') + "." + Lambdas.readable(methodName) + " ("
                + (line == 0 ? file : file + ":" + line) + ")";
    }

    /** The method's own name, as stack traces should show it; one that is taken gets a number. */
    private String bodyName(MethodNode method) {
        String name = method.name;
        for (int i = 2; isTaken(name) || !bodyNames.add(name); i++) {
            name = method.name + "$" + i;
        }
        return name;
    }

    private boolean isTaken(String bodyName) {
        return owner.methods.stream()
                .filter(method -> method.name.equals(bodyName))
                .anyMatch(method -> method.desc.equals(RuntimeSymbols.RESUME_DESCRIPTOR)
                        || method.desc.equals(RuntimeSymbols.SHARED_BODY_DESCRIPTOR));
    }

    private static MethodNode copy(MethodNode method) {
        MethodNode copy = new MethodNode(
                Opcodes.ASM9,
                method.access,
                method.name,
                method.desc,
                method.signature,
                method.exceptions.toArray(new String[0]));
        method.accept(copy);
        return copy;
    }

    private static boolean isCandidate(MethodNode method) {
        boolean bridge = (method.access & Opcodes.ACC_BRIDGE) != 0;
        return !bridge && (isAsync(method) || isAwaitingLambda(method) || isAwaitingInitialiser(method));
    }

    private static boolean isAsync(MethodNode method) {
        return Optional.ofNullable(method.visibleAnnotations).orElse(List.of()).stream()
                .anyMatch(annotation -> annotation.desc.equals(RuntimeSymbols.ASYNC));
    }

    private static boolean isAwaitingLambda(MethodNode method) {
        return Lambdas.isBody(method) && hasOurs(method);
    }

    /** A constructor or a static initialiser: neither can wait. */
    private static boolean isAwaitingInitialiser(MethodNode method) {
        return method.name.startsWith("<") && hasOurs(method);
    }

    private static boolean hasOurs(MethodNode method) {
        return AwaitSites.first(method, AwaitSites::isOurs) != null;
    }

    private boolean isWoven() {
        return Optional.ofNullable(owner.invisibleAnnotations).orElse(List.of()).stream()
                .anyMatch(annotation -> annotation.desc.equals(RuntimeSymbols.WOVEN));
    }

    private void markWoven() {
        if (owner.invisibleAnnotations == null) {
            owner.invisibleAnnotations = new ArrayList<>();
        }
        owner.invisibleAnnotations.add(new AnnotationNode(RuntimeSymbols.WOVEN));
    }
}
