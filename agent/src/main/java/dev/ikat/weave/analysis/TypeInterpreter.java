package dev.ikat.weave.analysis;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * The type of each value as the verifier sees it. It never merges two types: where paths join, the class file's own stack
 * map says the result, so no class is looked up or loaded.
 */
final class TypeInterpreter extends BasicInterpreter {
    /** The constant null: assignable to every reference type. */
    static final BasicValue NULL = new BasicValue(NULL_TYPE);

    TypeInterpreter() {
        super(ASM9);
    }

    /** An object made by NEW whose constructor has not run. */
    static final class Uninitialized extends BasicValue {
        final AbstractInsnNode site;

        Uninitialized(Type type, AbstractInsnNode site) {
            super(type);
            this.site = site;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Uninitialized that && that.site == site;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(site);
        }
    }

    @Override
    public BasicValue newValue(Type type) {
        BasicValue basic = super.newValue(type);
        return basic == BasicValue.REFERENCE_VALUE ? new BasicValue(type) : basic;
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode insn) throws AnalyzerException {
        return switch (insn.getOpcode()) {
            case Opcodes.ACONST_NULL -> NULL;
            case Opcodes.NEW -> new Uninitialized(Type.getObjectType(((TypeInsnNode) insn).desc), insn);
            default -> super.newOperation(insn);
        };
    }

    @Override
    public BasicValue binaryOperation(AbstractInsnNode insn, BasicValue first, BasicValue second)
            throws AnalyzerException {
        return insn.getOpcode() == Opcodes.AALOAD ? elementOf(first) : super.binaryOperation(insn, first, second);
    }

    private BasicValue elementOf(BasicValue array) {
        Type type = array.getType();
        return type.getSort() == Type.ARRAY
                ? newValue(Type.getType(type.getDescriptor().substring(1)))
                : NULL;
    }
}
