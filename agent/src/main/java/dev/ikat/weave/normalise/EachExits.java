package dev.ikat.weave.normalise;

import dev.ikat.weave.analysis.AwaitSites;
import dev.ikat.weave.analysis.ControlFlow;
import dev.ikat.weave.analysis.Instructions;
import dev.ikat.weave.analysis.TypeFlow;
import dev.ikat.weave.plan.ReturnKind;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
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
 * The ways out of a loop over each(…), see {@link EachBody}. An edge out of the body after which the iterator is used again
 * goes on with the loop; every other one leaves it, by way of
 *
 * <pre>
 *   leave1:  await(Each.leave(it)); goto where the edge led to
 *   leave2:  await(Each.leave(it)); return done(value)         // of what was on the stack; all returns by way of one
 *   caught:  await(Each.leave(it, error)); throw error;
 * </pre>
 *
 * behind the method, covered by what covers the hasNext, and by nothing that the body has.
 *
 * <p>The iterator is in the local that hasNext reads it from. Where the body stores something else there, as an optimiser
 * may have it before a break, it is kept in a local of its own.
 */
final class EachExits {
    private final MethodNode method;
    private final ReturnKind kind;
    private final EachLoops.Loop loop;
    private final AbstractInsnNode hasNext;
    private final int slot;
    private final EachBody where;

    /** The method as it was found: what the rest says by index holds for these. */
    private final AbstractInsnNode[] nodes;

    private final BitSet body;
    private final List<@Nullable Frame<BasicValue>> types = new ArrayList<>();

    /** What is covered: the body's instructions, and the await of what it returns. */
    private final Set<AbstractInsnNode> covered = new HashSet<>();

    /** What holds wherever the body is left. */
    private final Frame<BasicValue> kept;

    private final InsnList behind = new InsnList();
    private final Map<AbstractInsnNode, LabelNode> leaves = new HashMap<>();
    private @Nullable LabelNode returning;

    /** The returns that go by way of it. */
    private final Set<AbstractInsnNode> returned = new HashSet<>();

    private EachExits(String owner, MethodNode method, ReturnKind kind, EachLoops.Loop loop, int slot)
            throws AnalyzerException {
        this.method = method;
        this.kind = kind;
        this.loop = loop;
        this.hasNext = loop.asked().get(0);
        this.slot = slot;
        this.where = new EachBody(method, loop);
        this.nodes = where.nodes;
        this.body = where.body;
        TypeFlow typeFlow = TypeFlow.of(owner, method);
        for (AbstractInsnNode node : nodes) {
            types.add(typeFlow.before(node));
        }
        this.kept = types.get(where.indexOf(hasNext)) == null || slot < 0 ? new Frame<>(0, 0) : kept();
    }

    /** Closes the iterator on all ways out of the loop but its end. */
    static void close(String owner, MethodNode method, ReturnKind kind, EachLoops.Loop loop) throws AnalyzerException {
        EachExits each = new EachExits(owner, method, kind, loop, loop.slot());
        if (each.types.get(each.where.indexOf(each.hasNext)) == null) {
            return;
        }
        if (each.losesIterator()) {
            new EachExits(owner, method, kind, loop, each.keep()).rewrite();
        } else {
            each.rewrite();
        }
    }

    /** Keeps the iterator in a local of its own, which is null before. */
    private int keep() {
        int own = method.maxLocals++;
        method.maxStack += 1;
        for (AbstractInsnNode iterator : loop.iterators()) {
            method.instructions.insert(iterator, new VarInsnNode(Opcodes.ASTORE, own));
            method.instructions.insert(iterator, new InsnNode(Opcodes.DUP));
        }
        for (AbstractInsnNode node : nodes) {
            if (node instanceof FrameNode map) {
                map.local = new ArrayList<>(map.local);
                int size = map.local.stream()
                        .mapToInt(item -> item == Opcodes.LONG || item == Opcodes.DOUBLE ? 2 : 1)
                        .sum();
                map.local.addAll(Collections.nCopies(own - size, Opcodes.TOP));
                map.local.add("java/util/Iterator");
            }
        }
        method.instructions.insert(new VarInsnNode(Opcodes.ASTORE, own));
        method.instructions.insert(new InsnNode(Opcodes.ACONST_NULL));
        return own;
    }

    private boolean isStore(AbstractInsnNode node) {
        if (!(node instanceof VarInsnNode store) || store.getOpcode() <= Opcodes.ALOAD) {
            return false;
        }
        boolean wide = store.getOpcode() == Opcodes.LSTORE || store.getOpcode() == Opcodes.DSTORE;
        return store.var == slot || (wide && store.var == slot - 1);
    }

    private boolean losesIterator() {
        return slot < 0 || body.stream().anyMatch(i -> isStore(nodes[i]));
    }

    private void rewrite() {
        method.maxStack += 2;
        LabelNode start = new LabelNode();
        behind.add(start);
        int line = Instructions.lineOf(hasNext);
        if (line > 0) {
            behind.add(new LineNumberNode(line, start));
        }
        List<TryCatchBlockNode> outer = outer();
        Set<TryCatchBlockNode> inner = inner();
        body.stream().filter(i -> nodes[i].getOpcode() >= 0).forEach(i -> covered.add(nodes[i]));
        body.stream().forEach(this::rewrite);
        leaveReturning();
        cover(ranges(caught()), inner);
        LabelNode end = new LabelNode();
        behind.add(end);
        method.instructions.add(behind);
        outer.forEach(block -> method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, block.handler, block.type)));
    }

    /** The blocks that cover the hasNext, innermost first. */
    private List<TryCatchBlockNode> outer() {
        return method.tryCatchBlocks.stream()
                .filter(block ->
                        where.around.contains(where.indexOf(block.handler)) && covers(block, where.indexOf(hasNext)))
                .toList();
    }

    private boolean covers(TryCatchBlockNode block, int at) {
        return where.indexOf(block.start) <= at && at < where.indexOf(block.end);
    }

    /** The table of handlers: those in the body, then its own, then what leads out of it. */
    private void cover(List<TryCatchBlockNode> own, Set<TryCatchBlockNode> inner) {
        List<TryCatchBlockNode> table = new ArrayList<>(method.tryCatchBlocks);
        method.tryCatchBlocks.removeIf(block -> !inner.contains(block));
        method.tryCatchBlocks.addAll(own);
        table.stream().filter(block -> !inner.contains(block)).forEach(method.tryCatchBlocks::add);
    }

    private Set<TryCatchBlockNode> inner() {
        return method.tryCatchBlocks.stream()
                .filter(block -> body.get(where.indexOf(block.handler)))
                .collect(Collectors.toSet());
    }

    private void rewrite(int at) {
        AbstractInsnNode node = nodes[at];
        AbstractInsnNode returns = returns(node);
        if (returns != null) {
            if (returned.add(returns)) {
                closeBefore(returns);
            }
            return;
        }
        if (node instanceof JumpInsnNode jump) {
            jump.label = through(jump.label);
        } else if (node instanceof TableSwitchInsnNode table) {
            table.labels.replaceAll(this::through);
            table.dflt = through(table.dflt);
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            lookup.labels.replaceAll(this::through);
            lookup.dflt = through(lookup.dflt);
        }
        if (node.getOpcode() >= 0 && ControlFlow.fallsThrough(node) && where.after.get(at + 1)) {
            leaveBehind(at);
        }
    }

    /** Of a return, or of what makes its value just before: compilers end the range of a try statement between the two. */
    private static @Nullable AbstractInsnNode returns(AbstractInsnNode node) {
        if (node.getOpcode() == Opcodes.ARETURN || !AwaitSites.isDone(node)) {
            return node.getOpcode() == Opcodes.ARETURN ? node : null;
        }
        AbstractInsnNode next = Instructions.nextReal(node.getNext());
        return next.getOpcode() == Opcodes.ARETURN && Instructions.straightBefore(next) == node ? next : null;
    }

    private LabelNode through(LabelNode target) {
        return where.after.get(where.indexOf(target)) ? leave(target, target) : target;
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
            behind.add(map(withKept(typesAt(node))));
            behind.add(closing());
            behind.add(new JumpInsnNode(Opcodes.GOTO, target));
            return label;
        });
    }

    /** The value of {@code return done(x)} is ready; anything else is awaited first, as in a try statement. */
    private void closeBefore(AbstractInsnNode returns) {
        LabelNode leave = returning == null ? new LabelNode() : returning;
        returning = leave;
        AbstractInsnNode made = Instructions.straightBefore(returns);
        if (made instanceof MethodInsnNode done && AwaitSites.isDone(done)) {
            if (done.desc.startsWith("()")) {
                method.instructions.insertBefore(made, new InsnNode(Opcodes.ACONST_NULL));
            }
            method.instructions.remove(made);
        } else {
            AbstractInsnNode await = Insertion.await(kind);
            covered.add(await);
            method.instructions.insertBefore(returns, await);
        }
        method.instructions.set(returns, new JumpInsnNode(Opcodes.GOTO, leave));
    }

    /** Closes, and returns what is on the stack: outside of what the body tries. */
    private void leaveReturning() {
        if (returning != null) {
            behind.add(returning);
            behind.add(map(kept, RuntimeSymbols.OBJECT));
            behind.add(closing());
            behind.add(Insertion.done(kind));
            behind.add(new InsnNode(Opcodes.ARETURN));
        }
    }

    private InsnList closing() {
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, slot));
        code.add(Insertion.call(RuntimeSymbols.EACH_LOOP, RuntimeSymbols.LEAVE, RuntimeSymbols.LEAVE_DESCRIPTOR));
        code.add(Insertion.await());
        code.add(new InsnNode(Opcodes.POP));
        return code;
    }

    /** The handler of what the body throws. */
    private LabelNode caught() {
        int error = method.maxLocals++;
        LabelNode label = new LabelNode();
        behind.add(label);
        behind.add(map(kept, RuntimeSymbols.THROWABLE));
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

    /** What holds wherever the body is left: what it never changes, and what the handlers around want. */
    private Frame<BasicValue> kept() {
        Frame<BasicValue> same = new Frame<>(typesAt(hasNext));
        same.clearStack();
        body.stream()
                .filter(at -> nodes[at].getOpcode() >= 0)
                .forEach(at -> keepSame(same, Objects.requireNonNull(types.get(at))));
        List<TryCatchBlockNode> outer = outer();
        for (int block = outer.size() - 1; block >= 0; block--) {
            addAll(same, typesAt(outer.get(block).handler));
        }
        same.setLocal(slot, typesAt(hasNext).getLocal(slot));
        return same;
    }

    private static void addAll(Frame<BasicValue> frame, Frame<BasicValue> more) {
        for (int i = 0; i < frame.getLocals(); i++) {
            if (!TypeFlow.isEmpty(more.getLocal(i))) {
                frame.setLocal(i, more.getLocal(i));
            }
        }
    }

    private static void keepSame(Frame<BasicValue> kept, Frame<BasicValue> other) {
        for (int i = 0; i < kept.getLocals(); i++) {
            if (!kept.getLocal(i).equals(other.getLocal(i))) {
                kept.setLocal(i, BasicValue.UNINITIALIZED_VALUE);
            }
        }
    }

    /** What holds at the node, of the instructions as they were found; maps stand before the instruction they are for. */
    private Frame<BasicValue> typesAt(AbstractInsnNode node) {
        int at = where.indexOf(node);
        while (nodes[at].getOpcode() < 0) {
            at++;
        }
        return Objects.requireNonNull(types.get(at));
    }

    /** What is wanted there, and besides what the body keeps: a loop around this one may be left, too. */
    private Frame<BasicValue> withKept(Frame<BasicValue> frame) {
        Frame<BasicValue> with = new Frame<>(kept);
        for (int i = 0; i < frame.getStackSize(); i++) {
            with.push(frame.getStack(i));
        }
        addAll(with, frame);
        with.setLocal(slot, kept.getLocal(slot));
        return with;
    }

    private static FrameNode map(Frame<BasicValue> frame, String onStack) {
        Object[] locals = TypeFlow.localItems(frame).toArray();
        return new FrameNode(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {onStack});
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
