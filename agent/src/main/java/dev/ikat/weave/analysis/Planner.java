package dev.ikat.weave.analysis;

import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.plan.AwaitPoint;
import dev.ikat.weave.plan.MethodPlan;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.ReturnPoint;
import dev.ikat.weave.plan.RuntimeSymbols;
import dev.ikat.weave.plan.Shape;
import dev.ikat.weave.plan.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Decides what each await of a normalised method saves, and where. */
public final class Planner {
    private final ClassNode owner;
    private final MethodNode method;
    private final TypeFlow types;
    private final Liveness liveness;
    private final KnownNumbers numbers;
    private final Unchanged unchanged;
    private final Aim aim;
    private Homes homes = Homes.NONE;

    private Planner(ClassNode owner, MethodNode method, Aim aim) throws AnalyzerException {
        this.owner = owner;
        this.method = method;
        this.types = TypeFlow.of(owner.name, method);
        this.aim = aim;
        boolean keepsAll = aim == Aim.DEBUGGING; // a debugger may look at everything, and change it
        this.liveness = keepsAll ? Liveness.ofAll(method) : Liveness.of(method);
        this.numbers = keepsAll ? KnownNumbers.none(method) : KnownNumbers.of(method);
        this.unchanged = new Unchanged(method);
    }

    public static MethodPlan plan(ClassNode owner, MethodNode method, ReturnKind kind, String bodyName, Aim aim)
            throws AnalyzerException {
        return new Planner(owner, method, aim).plan(kind, bodyName);
    }

    private MethodPlan plan(ReturnKind kind, String bodyName) {
        Saved saved = saved(kind);
        if (aim != Aim.DEBUGGING) { // a debugger may store to a variable as well
            homes = Homes.of(method, saved.arguments, saved.points);
            Saved homed = homes.count() == 0 ? saved : saved(kind);
            if (homed.isAsLargeAs(saved)) {
                saved = homed;
            } else {
                homes = Homes.NONE;
            }
        }
        return new MethodPlan(
                owner.name,
                (owner.access & Opcodes.ACC_INTERFACE) != 0,
                aim,
                kind,
                bodyName,
                false,
                method.maxLocals,
                saved.arguments,
                saved.points,
                returns(),
                aim == Aim.DEBUGGING ? List.of() : Loops.toCopy(method, types, liveness, saved.points),
                homes.stores(),
                layout(saved.arguments, saved.points),
                saved.shape,
                saved.waiting,
                description(saved.points));
    }

    /** What is saved, and the frame classes with room for it. */
    private record Saved(List<Slot> arguments, List<AwaitPoint> points, Shape shape, Shape waiting) {
        boolean isAsLargeAs(Saved other) {
            return shape.type().equals(other.shape.type()) && waiting.type().equals(other.waiting.type());
        }
    }

    private Saved saved(ReturnKind kind) {
        List<Slot> arguments = arguments();
        List<AwaitPoint> points = points();
        Shape.Of of = shapeOf(kind, points);
        Shape shape = shape(of, arguments, points);
        Shape waiting = points.isEmpty() ? shape : shape.narrowedTo(shape(of, List.of(), points));
        return new Saved(arguments, points, shape, waiting);
    }

    private List<AwaitPoint> points() {
        List<AwaitPoint> points = new ArrayList<>();
        for (AbstractInsnNode site : AwaitSites.in(method)) {
            Frame<BasicValue> frame = types.before(site);
            if (frame != null) {
                points.add(point(points.size() + 1, site, frame));
            }
        }
        return points;
    }

    private List<Slot> arguments() {
        Allocator places = new Allocator(homes, homes.ofParameters());
        List<Slot> arguments = new ArrayList<>();
        int local = 0;
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            arguments.add(places.saved(local++, new BasicValue(Type.getObjectType(owner.name))));
        }
        for (Type type : Type.getArgumentTypes(method.desc)) {
            arguments.add(places.saved(local, new BasicValue(type)));
            local += type.getSize();
        }
        return arguments;
    }

    private AwaitPoint point(int label, AbstractInsnNode site, Frame<BasicValue> frame) {
        int depth = frame.getStackSize() - 1;
        Allocator places = new Allocator(homes, homes.count());
        BitSet live = liveness.after(site);
        BitSet staying = AwaitSites.kind(site) == AwaitPoint.Kind.EMIT ? live : unchanged.backTo(site, live);
        return new AwaitPoint(
                AwaitSites.kind(site),
                label,
                method.instructions.indexOf(site),
                Instructions.lineOf(site),
                locals(places, site, frame, live, staying),
                stack(places, frame, depth),
                TypeFlow.localItems(frame, live),
                TypeFlow.stackItems(frame, depth),
                null);
    }

    private List<Slot> locals(
            Allocator places, AbstractInsnNode site, Frame<BasicValue> frame, BitSet live, BitSet staying) {
        List<Slot> locals = new ArrayList<>();
        for (int slot = 0; slot < frame.getLocals(); slot++) {
            BasicValue value = frame.getLocal(slot);
            if (!TypeFlow.isEmpty(value)) {
                if (live.get(slot)) {
                    Number known = numbers.before(site, slot);
                    Slot saved = known == null ? places.saved(slot, value) : known(slot, known);
                    boolean stays = saved.kind() == Slot.Kind.REFERENCE && !saved.stays() && staying.get(slot);
                    locals.add(stays ? saved.with(Slot.Upkeep.IF_CHANGED) : saved);
                }
                slot += value.getSize() - 1;
            }
        }
        return locals;
    }

    private static Slot known(int local, Number number) {
        return new Slot(
                local, number instanceof Long ? Slot.Kind.LONG : Slot.Kind.INT, "", -1, number, Slot.Upkeep.EACH_TIME);
    }

    private static List<Slot> stack(Allocator places, Frame<BasicValue> frame, int depth) {
        List<Slot> stack = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            stack.add(places.saved(-1, frame.getStack(i)));
        }
        return stack;
    }

    private List<ReturnPoint> returns() {
        List<ReturnPoint> returns = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.ARETURN) {
                returns.add(returnPoint(insn));
            }
        }
        return returns;
    }

    private ReturnPoint returnPoint(AbstractInsnNode insn) {
        int index = method.instructions.indexOf(insn);
        AbstractInsnNode made = Instructions.straightBefore(insn);
        if (made == null || !AwaitSites.isDone(made)) {
            return new ReturnPoint(index, ReturnPoint.Kind.AWAITABLE, -1);
        }
        boolean nothing = ((MethodInsnNode) made).desc.equals(RuntimeSymbols.DONE_EMPTY);
        return new ReturnPoint(
                index, nothing ? ReturnPoint.Kind.NOTHING : ReturnPoint.Kind.VALUE, method.instructions.indexOf(made));
    }

    /** A number for what each await saves where, of 14 bits; below it is room for the await's, above for what the frame keeps. */
    private static int layout(List<Slot> arguments, List<AwaitPoint> points) {
        int layout = layout(arguments, 1);
        for (AwaitPoint point : points) {
            layout = layout(point.stack(), layout(point.locals(), layout));
        }
        return ((layout ^ layout >>> 16) & 0x3FFF) << 16;
    }

    private static int layout(List<Slot> slots, int before) {
        int layout = 31 * before + slots.size();
        for (Slot slot : slots) {
            layout = 31 * layout + slot.local();
            layout = 31 * layout + slot.kind().ordinal();
            layout = 31 * layout + slot.type().hashCode();
            layout = 31 * layout + slot.place();
            layout = 31 * layout + Objects.hashCode(slot.known());
        }
        return layout;
    }

    private static Shape.Of shapeOf(ReturnKind kind, List<AwaitPoint> points) {
        if (kind != ReturnKind.GENERATOR) {
            return Shape.Of.COROUTINE;
        }
        return points.stream().anyMatch(point -> point.kind() == AwaitPoint.Kind.EMIT_ALL)
                ? Shape.Of.CHAIN
                : Shape.Of.GENERATOR;
    }

    private static Shape shape(Shape.Of of, List<Slot> arguments, List<AwaitPoint> points) {
        List<Slot> all = new ArrayList<>(arguments);
        for (AwaitPoint point : points) {
            all.addAll(point.locals());
            all.addAll(point.stack());
        }
        int refs = 0;
        int longs = 0;
        for (Slot slot : all) {
            if (slot.kind() == Slot.Kind.REFERENCE) {
                refs = Math.max(refs, slot.place() + 1);
            } else {
                longs = Math.max(longs, slot.place() + 1);
            }
        }
        return new Shape(of, refs, longs);
    }

    private String description(List<AwaitPoint> points) {
        StringBuilder lines = new StringBuilder().append(firstLine());
        points.forEach(point -> lines.append(',').append(point.line()));
        @Nullable String file = owner.sourceFile;
        return owner.name.replace('/', '.') + "|" + method.name + "|" + (file == null ? "Unknown Source" : file) + "|"
                + lines;
    }

    private int firstLine() {
        return Instructions.lineOf(Instructions.nextReal(method.instructions.getFirst()));
    }

    /** Hands out places for one await, densely: each await uses afresh what is nobody's home. */
    private static final class Allocator {
        private final Homes homes;
        private int refs;
        private int longs;

        /** @param occupied how many places, the first, are homes in this use */
        Allocator(Homes homes, int occupied) {
            this.homes = homes;
            this.refs = occupied;
        }

        Slot saved(int local, BasicValue value) {
            Slot.Kind kind = kind(value);
            String type = typeName(value, kind);
            int home = homes.of(local);
            if (home >= 0 && kind == Slot.Kind.REFERENCE) {
                return new Slot(local, kind, type, home, null, Slot.Upkeep.AT_STORES);
            }
            int place = kind == Slot.Kind.NULL ? -1 : kind == Slot.Kind.REFERENCE ? refs++ : longs++;
            return new Slot(local, kind, type, place, null, Slot.Upkeep.EACH_TIME);
        }

        private static String typeName(BasicValue value, Slot.Kind kind) {
            return kind == Slot.Kind.REFERENCE ? value.getType().getInternalName() : "";
        }

        private static Slot.Kind kind(BasicValue value) {
            return switch (value.getType().getSort()) {
                case Type.FLOAT -> Slot.Kind.FLOAT;
                case Type.LONG -> Slot.Kind.LONG;
                case Type.DOUBLE -> Slot.Kind.DOUBLE;
                case Type.ARRAY, Type.OBJECT -> TypeFlow.isNull(value) ? Slot.Kind.NULL : Slot.Kind.REFERENCE;
                default -> Slot.Kind.INT;
            };
        }
    }
}
