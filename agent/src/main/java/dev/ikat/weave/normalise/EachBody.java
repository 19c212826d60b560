package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.analysis.ControlFlow;
import dev.ikat.weave.analysis.Instructions;
import dev.ikat.weave.analysis.Liveness;
import dev.ikat.weave.analysis.TypeFlow;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The body of a loop over each(…), and the ways out of it. The class file has no bounds of a statement; the body is what
 * can be reached only through a hasNext that answered true, and is covered by every handler that covers the hasNext: so
 * what a break does before it leaves is in the body, and the finally block of a try statement around the loop, which
 * compilers copy before a return, is not. An edge out of the body after which the iterator is read again goes on with the
 * loop; every other one leaves it, by way of
 *
 * <pre>
 *   leave1:  await(Each.leave(it)); goto where the edge led to
 *   caught:  await(Each.leave(it, error)); throw error;
 * </pre>
 *
 * behind the method, covered by what covers the hasNext.
 */
final class EachBody {
    private final MethodNode method;
    private final ReturnKind kind;
    private final AbstractInsnNode hasNext;
    private final int slot;

    /** The method as it was found: what the rest says by index holds for these. */
    private final AbstractInsnNode[] nodes;

    private final Map<AbstractInsnNode, Integer> index = new HashMap<>();
    private final ControlFlow flow;
    private final List<@Nullable Frame<BasicValue>> types = new ArrayList<>();
    private final Set<Integer> around;

    private final BitSet body;

    /** Where nothing reads the iterator any more. */
    private final BitSet after = new BitSet();

    /** What is covered: the body's instructions, and the await of what it returns. */
    private final Set<AbstractInsnNode> covered = new HashSet<>();

    /** What a way out of the loop has taken the place of. */
    private final Set<AbstractInsnNode> replaced = new HashSet<>();

    private final InsnList behind = new InsnList();
    private final Map<AbstractInsnNode, LabelNode> leaves = new HashMap<>();

    private EachBody(String owner, MethodNode method, ReturnKind kind, AbstractInsnNode hasNext, int slot)
            throws AnalyzerException {
        this.method = method;
        this.kind = kind;
        this.hasNext = hasNext;
        this.slot = slot;
        this.nodes = method.instructions.toArray();
        this.flow = new ControlFlow(method);
        TypeFlow typeFlow = TypeFlow.of(owner, method);
        Liveness liveness = Liveness.of(method);
        for (int i = 0; i < nodes.length; i++) {
            index.put(nodes[i], i);
            types.add(typeFlow.before(nodes[i]));
            after.set(i, !liveness.before(nodes[i]).get(slot));
        }
        this.around = handlers(indexOf(hasNext));
        this.body = body(entries());
        this.after.andNot(body);
    }

    /** Closes the iterator in the local on all ways out of the loop but its end. */
    static void close(String owner, MethodNode method, ReturnKind kind, AbstractInsnNode hasNext, int slot)
            throws AnalyzerException {
        EachBody each = new EachBody(owner, method, kind, hasNext, slot);
        if (each.types.get(each.indexOf(hasNext)) != null) {
            each.rewrite();
        }
    }

    private int indexOf(AbstractInsnNode node) {
        return Objects.requireNonNull(index.get(node));
    }

    private Set<Integer> handlers(int at) {
        return Arrays.stream(flow.handlersOf(at)).boxed().collect(Collectors.toSet());
    }

    /** Where control goes when there is an element; where that cannot be told, behind the calls that take it. */
    private BitSet entries() {
        BitSet entries = new BitSet();
        AbstractInsnNode test = Instructions.nextReal(hasNext.getNext());
        if (test.getOpcode() == Opcodes.IFEQ) {
            entries.set(indexOf(test) + 1);
        } else if (test.getOpcode() == Opcodes.IFNE) {
            entries.set(indexOf(((JumpInsnNode) test).label));
        } else {
            for (int i = 0; i < nodes.length; i++) {
                entries.set(i, isNext(nodes[i]));
            }
        }
        return entries;
    }

    private boolean isNext(AbstractInsnNode node) {
        return node instanceof MethodInsnNode call
                && call.name.equals("next")
                && call.getPrevious() instanceof VarInsnNode load
                && load.var == slot;
    }

    private BitSet body(BitSet entries) {
        BitSet elsewhere = reached(List.of(0), entries);
        for (int i = 0; i < nodes.length; i++) {
            if (isStore(nodes[i]) || !handlers(i).containsAll(around)) {
                elsewhere.set(i);
            }
        }
        return reached(entries.stream().boxed().toList(), elsewhere);
    }

    /** What can be reached from there without the barred. */
    private BitSet reached(List<Integer> from, BitSet barred) {
        BitSet reached = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(from);
        while (!work.isEmpty()) {
            int at = work.pop();
            if (!barred.get(at) && !reached.get(at)) {
                reached.set(at);
                Arrays.stream(flow.successors(at)).forEach(work::push);
                Arrays.stream(flow.handlersOf(at)).forEach(work::push);
            }
        }
        return reached;
    }

    private boolean isStore(AbstractInsnNode node) {
        return node instanceof VarInsnNode store && store.getOpcode() > Opcodes.ALOAD && store.var == slot;
    }

    private void rewrite() {
        method.maxStack += 2;
        LabelNode start = new LabelNode();
        behind.add(start);
        behind.add(new LineNumberNode(Math.max(1, Instructions.lineOf(hasNext)), start));
        List<TryCatchBlockNode> outer = outer();
        body.stream().filter(i -> nodes[i].getOpcode() >= 0).forEach(i -> covered.add(nodes[i]));
        body.stream().forEach(this::rewrite);
        LabelNode caught = caught(outer);
        List<TryCatchBlockNode> own = ranges(caught);
        LabelNode end = new LabelNode();
        behind.add(end);
        method.instructions.add(behind);
        int place = outer.isEmpty() ? method.tryCatchBlocks.size() : method.tryCatchBlocks.indexOf(outer.get(0));
        method.tryCatchBlocks.addAll(place, own);
        outer.forEach(block -> method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, block.handler, block.type)));
    }

    /** The blocks that cover the hasNext, innermost first. */
    private List<TryCatchBlockNode> outer() {
        int at = indexOf(hasNext);
        return method.tryCatchBlocks.stream()
                .filter(block -> indexOf(block.start) <= at && at < indexOf(block.end))
                .toList();
    }

    private void rewrite(int at) {
        AbstractInsnNode node = nodes[at];
        AbstractInsnNode returns = returns(node);
        if (replaced.contains(node)) {
            return;
        } else if (returns != null) {
            closeBefore(returns);
            return;
        } else if (node instanceof JumpInsnNode jump) {
            jump.label = through(jump.label);
        } else if (node instanceof TableSwitchInsnNode table) {
            table.labels.replaceAll(this::through);
            table.dflt = through(table.dflt);
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            lookup.labels.replaceAll(this::through);
            lookup.dflt = through(lookup.dflt);
        }
        if (ControlFlow.fallsThrough(node) && after.get(at + 1)) {
            leaveBehind(at);
        }
    }

    /** Of a return, or of what makes its value just before: compilers end the range of a try statement between the two. */
    private static @Nullable AbstractInsnNode returns(AbstractInsnNode node) {
        if (node.getOpcode() == Opcodes.ARETURN) {
            return node;
        }
        AbstractInsnNode next = AwaitSites.isDone(node) ? Instructions.nextReal(node.getNext()) : node;
        return next.getOpcode() == Opcodes.ARETURN && Instructions.straightBefore(next) == node ? next : null;
    }

    private LabelNode through(LabelNode target) {
        return after.get(indexOf(target)) ? leave(target, target) : target;
    }

    /** Control falls out of the body here: what follows becomes something to jump to. */
    private void leaveBehind(int at) {
        AbstractInsnNode next = nodes[at + 1];
        LabelNode target = new LabelNode();
        method.instructions.insertBefore(next, target);
        method.instructions.insertBefore(target, new JumpInsnNode(Opcodes.GOTO, leave(next, target)));
        AbstractInsnNode first = next;
        while (first.getOpcode() < 0 && !(first instanceof FrameNode)) {
            first = first.getNext();
        }
        if (!(first instanceof FrameNode)) {
            method.instructions.insertBefore(first, map(typesAt(next)));
        }
    }

    /** Code that closes, and goes on with the node, which the label names. */
    private LabelNode leave(AbstractInsnNode node, LabelNode target) {
        return leaves.computeIfAbsent(node, it -> {
            LabelNode label = new LabelNode();
            behind.add(label);
            Frame<BasicValue> types = new Frame<>(typesAt(node));
            complete(types, kept());
            behind.add(map(withIterator(types)));
            behind.add(closing());
            behind.add(new JumpInsnNode(Opcodes.GOTO, target));
            return label;
        });
    }

    /**
     * Outside the body, whose catch blocks must not see a closing that fails. The value of {@code return done(x)} is ready;
     * anything else is awaited first, as in a try statement.
     */
    private void closeBefore(AbstractInsnNode returns) {
        AbstractInsnNode made = Instructions.straightBefore(returns);
        if (made != null && AwaitSites.isDone(made)) {
            Frame<BasicValue> types = withIterator(typesAt(made));
            replaced.addAll(Arrays.asList(nodes).subList(indexOf(made), indexOf(returns) + 1));
            method.instructions.set(made, new JumpInsnNode(Opcodes.GOTO, leaveToReturn(types, made)));
            method.instructions.remove(returns);
            return;
        }
        Frame<BasicValue> types = withIterator(typesAt(returns));
        types.pop();
        types.push(new BasicValue(Type.getObjectType(RuntimeSymbols.OBJECT)));
        AbstractInsnNode await = Insertion.await(kind);
        covered.add(await);
        method.instructions.insertBefore(returns, await);
        LabelNode leave = leaveToReturn(types, Insertion.done(kind));
        method.instructions.set(returns, new JumpInsnNode(Opcodes.GOTO, leave));
    }

    private LabelNode leaveToReturn(Frame<BasicValue> types, AbstractInsnNode done) {
        LabelNode label = new LabelNode();
        behind.add(label);
        behind.add(map(types));
        behind.add(closing());
        behind.add(done.clone(Map.of()));
        behind.add(new InsnNode(Opcodes.ARETURN));
        return label;
    }

    private InsnList closing() {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, slot));
        code.add(Insertion.call(RuntimeSymbols.EACH_LOOP, RuntimeSymbols.LEAVE, RuntimeSymbols.LEAVE_DESCRIPTOR));
        code.add(Insertion.await());
        code.add(new InsnNode(Opcodes.POP));
        return code;
    }

    /** The handler of what the body throws; of the locals it has what the handlers around want. */
    private LabelNode caught(List<TryCatchBlockNode> outer) {
        int error = method.maxLocals++;
        LabelNode label = new LabelNode();
        List<Object> locals = TypeFlow.localItems(withIterator(wanted(outer)));
        behind.add(label);
        behind.add(new FrameNode(
                Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {RuntimeSymbols.THROWABLE}));
        behind.add(new VarInsnNode(Opcodes.ASTORE, error));
        behind.add(new VarInsnNode(Opcodes.ALOAD, slot));
        behind.add(new VarInsnNode(Opcodes.ALOAD, error));
        behind.add(Insertion.call(RuntimeSymbols.EACH_LOOP, RuntimeSymbols.LEAVE, RuntimeSymbols.LEAVE_THROWING));
        behind.add(Insertion.await());
        behind.add(new InsnNode(Opcodes.POP));
        behind.add(new VarInsnNode(Opcodes.ALOAD, error));
        behind.add(new InsnNode(Opcodes.ATHROW));
        return label;
    }

    /** With the inner ones' types where several want a local. */
    private Frame<BasicValue> wanted(List<TryCatchBlockNode> outer) {
        Frame<BasicValue> wanted = new Frame<>(typesAt(hasNext));
        wanted.clearStack();
        for (int i = 0; i < wanted.getLocals(); i++) {
            wanted.setLocal(i, BasicValue.UNINITIALIZED_VALUE);
        }
        outer.forEach(block -> complete(wanted, typesAt(block.handler)));
        complete(wanted, kept());
        return wanted;
    }

    /** What the body leaves alone: the iterator of a loop around, for instance, whose ways out are yet to come. */
    private Frame<BasicValue> kept() {
        Frame<BasicValue> kept = new Frame<>(typesAt(hasNext));
        body.stream().forEach(i -> {
            if (nodes[i] instanceof VarInsnNode store && store.getOpcode() > Opcodes.ALOAD) {
                forget(kept, store);
            }
        });
        return kept;
    }

    private static void complete(Frame<BasicValue> frame, Frame<BasicValue> more) {
        for (int i = 0; i < frame.getLocals(); i++) {
            BasicValue value = more.getLocal(i);
            boolean fits = !TypeFlow.isEmpty(value)
                    && TypeFlow.isEmpty(frame.getLocal(i))
                    && (i == 0 || frame.getLocal(i - 1).getSize() == 1)
                    && (value.getSize() == 1 || TypeFlow.isEmpty(frame.getLocal(i + 1)));
            if (fits) {
                frame.setLocal(i, value);
            }
        }
    }

    /** A long or double takes two. */
    private static void forget(Frame<BasicValue> frame, VarInsnNode store) {
        boolean wide = store.getOpcode() == Opcodes.LSTORE || store.getOpcode() == Opcodes.DSTORE;
        boolean upper = store.var > 0 && frame.getLocal(store.var - 1).getSize() == 2;
        for (int i = upper ? store.var - 1 : store.var; i <= (wide ? store.var + 1 : store.var); i++) {
            frame.setLocal(i, BasicValue.UNINITIALIZED_VALUE);
        }
    }

    /** What holds at the node, of the instructions as they were found; maps stand before the instruction they are for. */
    private Frame<BasicValue> typesAt(AbstractInsnNode node) {
        int at = indexOf(node);
        while (nodes[at].getOpcode() < 0) {
            at++;
        }
        return Objects.requireNonNull(types.get(at));
    }

    private Frame<BasicValue> withIterator(Frame<BasicValue> frame) {
        Frame<BasicValue> with = new Frame<>(frame);
        with.setLocal(slot, typesAt(hasNext.getPrevious()).getLocal(slot));
        return with;
    }

    private static FrameNode map(Frame<BasicValue> frame) {
        Object[] locals = TypeFlow.localItems(frame).toArray();
        Object[] stack = TypeFlow.stackItems(frame, frame.getStackSize()).toArray();
        return new FrameNode(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
    }

    /** The covered instructions, run by run; what was put between them is not. */
    private List<TryCatchBlockNode> ranges(LabelNode handler) {
        List<TryCatchBlockNode> ranges = new ArrayList<>();
        AbstractInsnNode first = null;
        AbstractInsnNode last = null;
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (covered.contains(node)) {
                first = first == null ? node : first;
                last = node;
            } else if (node.getOpcode() >= 0 && first != null && last != null) {
                ranges.add(range(first, last, handler));
                first = null;
            }
        }
        if (first != null && last != null) {
            ranges.add(range(first, last, handler));
        }
        return ranges;
    }

    private TryCatchBlockNode range(AbstractInsnNode first, AbstractInsnNode last, LabelNode handler) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        method.instructions.insertBefore(first, start);
        method.instructions.insert(last, end);
        return new TryCatchBlockNode(start, end, handler, null);
    }
}
