package dev.ikat.weave.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes a class run plainly: no annotation, so that nobody weaves it, await as identity, and tasks that have ended. A
 * generator's body becomes a method of its own, which runs on a thread of its own:
 *
 * <pre>
 *   Generator&lt;T&gt; walk(int n) { return PlainAwait.generator(() -> walk$body(n)); }
 * </pre>
 */
public final class Plain {
    private static final String AWAIT = "dev/ikat/PlainAwait";
    private static final String GENERATOR = "dev/ikat/Generator";
    private static final String ASYNC_GENERATOR = "dev/ikat/AsyncGenerator";

    private static final Set<String> ASYNCHRONOUS = Set.of("await", "emit", "emitAll", "each");

    private Plain() {}

    public static byte[] of(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        List<MethodNode> bodies = new ArrayList<>();
        for (MethodNode method : node.methods) {
            boolean async = method.visibleAnnotations != null
                    && method.visibleAnnotations.removeIf(annotation -> annotation.desc.equals("Ldev/ikat/Async;"));
            boolean generator = isGenerator(method, async);
            if (generator || !makesGenerator(method)) {
                redirect(method);
            }
            if (generator) {
                bodies.add(body(node, method));
                enter(node, method);
            }
        }
        node.methods.addAll(bodies);
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static void redirect(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call) {
                redirect(call);
            }
        }
    }

    private static void redirect(MethodInsnNode call) {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        switch (isStatic ? call.owner + "." + call.name : "") {
            case "dev/ikat/Ikat.await", "dev/ikat/Ikat.emit", "dev/ikat/Ikat.emitAll", "dev/ikat/Ikat.each" ->
                call.owner = AWAIT;
            case "dev/ikat/weave/corpus/Corpus.returned", "dev/ikat/weave/random/Probe.returned" -> call.owner = AWAIT;
            case "dev/ikat/Task.of" -> {
                call.owner = AWAIT;
                call.name = "task";
            }
            default -> {
                if (call.name.equals("addSuppressed") && !isStatic) {
                    call.setOpcode(Opcodes.INVOKESTATIC);
                    call.owner = AWAIT;
                    call.name = "suppress";
                    call.desc = "(Ljava/lang/Throwable;Ljava/lang/Throwable;)V";
                }
                if (call.owner.equals(ASYNC_GENERATOR) && call.name.equals("close") && !isStatic) {
                    call.setOpcode(Opcodes.INVOKESTATIC);
                    call.owner = AWAIT;
                    call.desc = "(Ldev/ikat/AsyncGenerator;)V";
                    call.itf = false;
                }
            }
        }
    }

    private static boolean makesGenerator(MethodNode method) {
        String result = Type.getReturnType(method.desc).getInternalName();
        boolean code = (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) == 0;
        return code && (result.equals(GENERATOR) || result.equals(ASYNC_GENERATOR));
    }

    /** Whether it would be woven into one; a lambda that neither emits nor awaits runs as it is called. */
    private static boolean isGenerator(MethodNode method, boolean async) {
        return makesGenerator(method) && (async || (isLambda(method) && isAsynchronous(method)));
    }

    private static boolean isLambda(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0 && method.name.contains("lambda$");
    }

    private static boolean isAsynchronous(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call
                    && call.owner.equals("dev/ikat/Ikat")
                    && ASYNCHRONOUS.contains(call.name)) {
                return true;
            }
        }
        return false;
    }

    /** Static, with {@code this} for its first parameter: the locals keep their numbers. */
    private static MethodNode body(ClassNode owner, MethodNode method) {
        MethodNode body = new MethodNode(
                Opcodes.ASM9,
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                method.name + "$body",
                Type.getMethodDescriptor(Type.getReturnType(method.desc), parameters(owner, method)),
                null,
                null);
        method.accept(body);
        body.visibleAnnotations = null;
        body.visibleParameterAnnotations = null;
        body.invisibleParameterAnnotations = null;
        body.parameters = null;
        return body;
    }

    private static Type[] parameters(ClassNode owner, MethodNode method) {
        List<Type> parameters = new ArrayList<>(List.of(Type.getArgumentTypes(method.desc)));
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            parameters.add(0, Type.getObjectType(owner.name));
        }
        return parameters.toArray(new Type[0]);
    }

    private static void enter(ClassNode owner, MethodNode method) {
        Type result = Type.getReturnType(method.desc);
        Type[] parameters = parameters(owner, method);
        boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
        InsnList code = new InsnList();
        int local = 0;
        for (Type parameter : parameters) {
            code.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), local));
            local += parameter.getSize();
        }
        Type call = Type.getMethodType("()Ljava/lang/Object;");
        code.add(new InvokeDynamicInsnNode(
                "call",
                Type.getMethodDescriptor(Type.getObjectType("java/util/concurrent/Callable"), parameters),
                metafactory(),
                call,
                new Handle(
                        Opcodes.H_INVOKESTATIC,
                        owner.name,
                        method.name + "$body",
                        Type.getMethodDescriptor(result, parameters),
                        isInterface),
                Type.getMethodType(result)));
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                AWAIT,
                result.getInternalName().equals(GENERATOR) ? "generator" : "asyncGenerator",
                "(Ljava/util/concurrent/Callable;)" + result.getDescriptor(),
                false));
        code.add(new InsnNode(Opcodes.ARETURN));
        method.instructions = code;
        method.tryCatchBlocks = new ArrayList<>();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        method.maxLocals = local;
        method.maxStack = Math.max(1, local);
    }

    private static Handle metafactory() {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                "java/lang/invoke/LambdaMetafactory",
                "metafactory",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                        + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                        + "Ljava/lang/invoke/CallSite;",
                false);
    }
}
