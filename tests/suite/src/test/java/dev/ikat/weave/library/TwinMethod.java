package dev.ikat.weave.library;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method of a library, copied twice, with ticks at the same random places:
 *
 * <pre>
 *   int last(String s)               { …; return first(s, 0); }
 *   int last$plain(String s)         { …; tick(7); …; return first$plain(s, 0); }
 *   &#64;Async Coroutine last$async(…)    { …; await(tick(7)); …; return done(await(first$async(s, 0))); }
 * </pre>
 *
 * A tick takes nothing from the operand stack and leaves nothing, so the stack maps stay as the compiler wrote them.
 */
final class TwinMethod {
    static final String ASYNC = "$async";
    static final String PLAIN = "$plain";
    private static final String COROUTINE = "Ldev/ikat/Coroutine;";
    private static final String IKAT = "dev/ikat/Ikat";
    private static final String TICKS = Type.getInternalName(Ticks.class);

    /** One instruction in so many gets a tick before it; a long method gets about so many in all. */
    private static final int TICK_DISTANCE = 9;

    private static final int TICKS_OF_LONG_METHOD = 25;

    private final Hierarchy hierarchy;
    private final MethodNode original;

    /** Instructions with a tick before them. */
    private final BitSet ticks = new BitSet();

    /** Calls that are returned as they are: {@code return other(x)}. */
    private final BitSet tails = new BitSet();

    /** The return instructions behind them. */
    private final BitSet tailEnds = new BitSet();

    /** Calls whose coroutine goes another way to its await, so that the weaver cannot tell what is called. */
    private final BitSet passed = new BitSet();

    private final int firstSite;
    private int awaits;

    TwinMethod(Hierarchy hierarchy, MethodNode original, Random random, int firstSite) {
        this.hierarchy = hierarchy;
        this.original = original;
        this.firstSite = firstSite;
        AbstractInsnNode[] code = original.instructions.toArray();
        int distance = Math.max(TICK_DISTANCE, code.length / TICKS_OF_LONG_METHOD);
        boolean fresh = false; // stack maps name an unfinished object by the place of its NEW, which stays as it is
        for (int i = 0; i < code.length; i++) {
            if (code[i].getOpcode() >= 0) {
                boolean isNew = code[i].getOpcode() == Opcodes.NEW;
                ticks.set(i, !fresh && !isNew && random.nextInt(distance) == 0);
                fresh = isNew;
            }
        }
        for (int i = 0; i < code.length; i++) {
            if (hierarchy.isTwinned(code[i])) {
                chooseForm(code, i, random.nextInt(4));
                awaits++;
            }
        }
        awaits += ticks.cardinality();
    }

    private void chooseForm(AbstractInsnNode[] code, int call, int choice) {
        int end = returnBehind(code, call);
        if (choice == 0) {
            passed.set(call);
        } else if (choice > 1 && end > 0) {
            tails.set(call);
            tailEnds.set(end);
            ticks.clear(end);
        }
    }

    /** The index of the return instruction that gives back what the call returns; 0 if there is none. */
    private int returnBehind(AbstractInsnNode[] code, int call) {
        int next = call + 1;
        while (next < code.length && code[next].getOpcode() < 0 && !(code[next] instanceof FrameNode)) {
            next++;
        }
        boolean sameType =
                Type.getReturnType(((MethodInsnNode) code[call]).desc).equals(Type.getReturnType(original.desc));
        return next < code.length && isReturn(code[next]) && sameType ? next : 0;
    }

    int ticks() {
        return ticks.cardinality();
    }

    /** How often it awaits, tail awaits included. */
    int awaits() {
        return awaits;
    }

    /** The copy without awaits. */
    MethodNode plain() {
        MethodNode copy = copy(original.name + PLAIN, original.desc);
        AbstractInsnNode[] code = copy.instructions.toArray();
        int site = firstSite;
        for (int i = 0; i < code.length; i++) {
            if (ticks.get(i)) {
                copy.instructions.insertBefore(code[i], tick("plain", "(I)V", site++));
            }
            if (hierarchy.isTwinned(code[i])) {
                ((MethodInsnNode) code[i]).name += PLAIN;
            }
        }
        return copy;
    }

    /** The copy with awaits, to be woven. */
    MethodNode async() {
        MethodNode copy = copy(original.name + ASYNC, descriptor(original.desc));
        copy.visibleAnnotations = new ArrayList<>(List.of(new AnnotationNode("Ldev/ikat/Async;")));
        AbstractInsnNode[] code = copy.instructions.toArray();
        int site = firstSite;
        for (int i = 0; i < code.length; i++) {
            if (ticks.get(i)) {
                InsnList await = tick("tick", "(I)" + COROUTINE, site++);
                await.add(await());
                await.add(new InsnNode(Opcodes.POP));
                copy.instructions.insertBefore(code[i], await);
            }
            if (hierarchy.isTwinned(code[i])) {
                awaitCall(copy, (MethodInsnNode) code[i], i);
            } else if (isReturn(code[i])) {
                returnDone(copy, code, i);
            }
        }
        return copy;
    }

    private void awaitCall(MethodNode copy, MethodInsnNode call, int index) {
        Type returned = Type.getReturnType(call.desc);
        call.name += ASYNC;
        call.desc = descriptor(call.desc);
        if (!tails.get(index)) {
            InsnList await = new InsnList();
            if (passed.get(index)) {
                await.add(callStatic(TICKS, "pass", "(" + COROUTINE + ")" + COROUTINE));
            }
            await.add(await());
            await.add(Boxes.unbox(returned));
            copy.instructions.insert(call, await);
        }
    }

    private void returnDone(MethodNode copy, AbstractInsnNode[] code, int index) {
        if (!tailEnds.get(index)) {
            copy.instructions.insertBefore(code[index], done(Type.getReturnType(original.desc)));
        }
        copy.instructions.set(code[index], new InsnNode(Opcodes.ARETURN));
    }

    /** A twin that only calls the method: for those without a body, and those that hold monitors. */
    static MethodNode delegating(String owner, boolean isInterface, MethodNode method, boolean async) {
        String descriptor = async ? descriptor(method.desc) : method.desc;
        MethodNode twin = declare(method, method.name + (async ? ASYNC : PLAIN), descriptor);
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        int local = 0;
        if (!isStatic) {
            twin.visitVarInsn(Opcodes.ALOAD, local++);
        }
        for (Type type : Type.getArgumentTypes(method.desc)) {
            twin.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
            local += type.getSize();
        }
        int opcode = isStatic ? Opcodes.INVOKESTATIC : isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        twin.visitMethodInsn(opcode, owner, method.name, method.desc, isInterface);
        if (async) {
            twin.instructions.add(done(Type.getReturnType(method.desc)));
            twin.visitInsn(Opcodes.ARETURN);
        } else {
            twin.visitInsn(Type.getReturnType(method.desc).getOpcode(Opcodes.IRETURN));
        }
        return twin;
    }

    private MethodNode copy(String name, String descriptor) {
        MethodNode copy = declare(original, name, descriptor);
        MethodNode body = new MethodNode(Opcodes.ASM9, copy.access, name, descriptor, null, null) {
            @Override
            public org.objectweb.asm.AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                return null;
            }
        };
        original.accept(body);
        copy.instructions = body.instructions;
        copy.tryCatchBlocks = body.tryCatchBlocks;
        copy.localVariables = body.localVariables;
        return copy;
    }

    private static MethodNode declare(MethodNode method, String name, String descriptor) {
        int dropped = Opcodes.ACC_ABSTRACT
                | Opcodes.ACC_BRIDGE
                | Opcodes.ACC_SYNTHETIC
                | Opcodes.ACC_VARARGS
                | Opcodes.ACC_STRICT
                | Opcodes.ACC_SYNCHRONIZED
                | Opcodes.ACC_DEPRECATED;
        String[] exceptions = method.exceptions.toArray(new String[0]);
        return new MethodNode(Opcodes.ASM9, method.access & ~dropped, name, descriptor, null, exceptions);
    }

    private static String descriptor(String descriptor) {
        return descriptor.substring(0, descriptor.indexOf(')') + 1) + COROUTINE;
    }

    private static InsnList tick(String name, String descriptor, int site) {
        InsnList code = new InsnList();
        code.add(new LdcInsnNode(site));
        code.add(callStatic(TICKS, name, descriptor));
        return code;
    }

    private static InsnList done(Type returned) {
        InsnList code = Boxes.box(returned);
        boolean nothing = returned.getSort() == Type.VOID;
        code.add(callStatic(IKAT, "done", nothing ? "()" + COROUTINE : "(Ljava/lang/Object;)" + COROUTINE));
        return code;
    }

    private static AbstractInsnNode await() {
        return callStatic(IKAT, "await", "(Ldev/ikat/Awaitable;)Ljava/lang/Object;");
    }

    private static MethodInsnNode callStatic(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    private static boolean isReturn(AbstractInsnNode insn) {
        return insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN;
    }
}
