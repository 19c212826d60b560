package dev.ikat.weave.mutation;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/** The verifier's types of locals and stack, unfinished objects included, by ASM's analysis with loaded classes. */
final class Types extends SimpleVerifier {
    private Types(ClassLoader loader) {
        super(ASM9, null, null, null, false);
        setClassLoader(loader);
    }

    /** What holds before each instruction; also sets the method's maxima. */
    static Frame<BasicValue>[] of(String owner, MethodNode method, ClassLoader loader) throws AnalyzerException {
        Analyzer<BasicValue> analyzer = new Analyzer<>(new Types(loader)) {
            @Override
            protected Frame<BasicValue> newFrame(int locals, int stack) {
                return new Flow(locals, stack);
            }

            @Override
            protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
                return new Flow(frame);
            }
        };
        return analyzer.analyzeAndComputeMaxs(owner, method);
    }

    /** How far down the instruction takes from the stack: the number of values below that it leaves alone. */
    static int floor(AbstractInsnNode insn, Frame<BasicValue> before, ClassLoader loader) {
        Flow flow = new Flow(before);
        try {
            flow.execute(insn, new Types(loader));
        } catch (AnalyzerException error) {
            throw new IllegalStateException(error);
        }
        return Math.min(flow.lowest, before.getStackSize());
    }

    static boolean isUnfinished(BasicValue value) {
        return value instanceof NotFinished;
    }

    static boolean isUnfinished(BasicValue value, AbstractInsnNode site) {
        return value instanceof NotFinished made && made.site == site;
    }

    /** The NEW whose object the constructor call finishes; null when it is another call. */
    static AbstractInsnNode finishedBy(AbstractInsnNode insn, Frame<BasicValue> before) {
        if (insn instanceof MethodInsnNode call && call.name.equals("<init>")) {
            int arguments = Type.getArgumentTypes(call.desc).length;
            BasicValue receiver = before.getStack(before.getStackSize() - arguments - 1);
            return receiver instanceof NotFinished made ? made.site : null;
        }
        return null;
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode insn) throws AnalyzerException {
        return insn.getOpcode() == Opcodes.NEW
                ? new NotFinished(Type.getObjectType(((TypeInsnNode) insn).desc), insn)
                : super.newOperation(insn);
    }

    @Override
    public BasicValue copyOperation(AbstractInsnNode insn, BasicValue value) throws AnalyzerException {
        super.copyOperation(insn, value);
        return value;
    }

    @Override
    public BasicValue merge(BasicValue first, BasicValue second) {
        if (isUnfinished(first) || isUnfinished(second)) {
            return first.equals(second) && second.equals(first) ? first : BasicValue.UNINITIALIZED_VALUE;
        }
        return super.merge(first, second);
    }

    private static final class NotFinished extends BasicValue {
        final AbstractInsnNode site;

        NotFinished(Type type, AbstractInsnNode site) {
            super(type);
            this.site = site;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NotFinished that && that.site == site;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(site);
        }
    }

    /** A frame that finishes objects, and notes how far down its stack was. */
    private static final class Flow extends Frame<BasicValue> {
        int lowest = Integer.MAX_VALUE;

        Flow(int locals, int stack) {
            super(locals, stack);
        }

        Flow(Frame<? extends BasicValue> frame) {
            super(frame);
        }

        @Override
        public BasicValue pop() {
            BasicValue value = super.pop();
            lowest = Math.min(lowest, getStackSize());
            return value;
        }

        @Override
        public void execute(AbstractInsnNode insn, Interpreter<BasicValue> interpreter) throws AnalyzerException {
            AbstractInsnNode finished = finishedBy(insn, this);
            super.execute(insn, interpreter);
            if (finished != null) {
                finish(finished);
            }
        }

        private void finish(AbstractInsnNode site) {
            for (int i = 0; i < getLocals(); i++) {
                if (isUnfinished(getLocal(i), site)) {
                    setLocal(i, new BasicValue(getLocal(i).getType()));
                }
            }
            for (int i = 0; i < getStackSize(); i++) {
                if (isUnfinished(getStack(i), site)) {
                    setStack(i, new BasicValue(getStack(i).getType()));
                }
            }
        }
    }
}
