package dev.ikat.weave.plan;

import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The names of runtime types and members that woven code mentions; nothing else names them. */
public final class RuntimeSymbols {
    public static final String OBJECT = "java/lang/Object";
    public static final String THROWABLE = "java/lang/Throwable";

    /** What the names of all our types begin with. */
    public static final String PACKAGE = "dev/ikat/";

    public static final String ASYNC = "Ldev/ikat/Async;";
    public static final String WOVEN = "Ldev/ikat/woven/Woven;";
    public static final String IKAT = "dev/ikat/Ikat";
    public static final String COROUTINE = "dev/ikat/Coroutine";
    public static final String TASK = "dev/ikat/Task";
    public static final String ASYNC_CLOSEABLE = "dev/ikat/AsyncCloseable";
    public static final String CLOSE_ASYNC_DESCRIPTOR = "()Ldev/ikat/Coroutine;";

    /** Is closed at once, whatever its class: no look for an asynchronous one. */
    public static final String PERMIT = "dev/ikat/sync/Permit";

    public static final String CLOSINGS = "dev/ikat/Closings";
    public static final String SHELTERED = "sheltered";
    public static final String SHELTERED_DESCRIPTOR = "(Ldev/ikat/Coroutine;)Ldev/ikat/Coroutine;";
    public static final String SUPPRESS = "suppress";
    public static final String SUPPRESS_DESCRIPTOR = "(Ljava/lang/Throwable;Ljava/lang/Throwable;)V";
    public static final String ILLEGAL_ASYNC_METHOD = "dev/ikat/IllegalAsyncMethodError";

    public static final String FRAME = "dev/ikat/frame/Frame";
    public static final String SITE = "dev/ikat/frame/Site";
    public static final String REDEFINED = "redefined";
    public static final String REDEFINED_DESCRIPTOR = "(Ldev/ikat/frame/Frame;)Ljava/lang/IllegalStateException;";
    public static final String BODY = "dev/ikat/frame/Body";
    public static final String TRAMPOLINE = "dev/ikat/frame/Trampoline";
    public static final String HANDLE_BODY = "dev/ikat/woven/HandleBody";
    public static final String HANDLE_BODY_DESCRIPTOR = "(Ljava/lang/invoke/MethodHandle;)V";
    public static final String SHAPE_PREFIX = "dev/ikat/woven/Frames$";

    public static final String OBJECT_DESCRIPTOR = "Ljava/lang/Object;";
    public static final String TRAMPOLINE_DESCRIPTOR = "Ldev/ikat/frame/Trampoline;";
    public static final String BODY_DESCRIPTOR = "Ldev/ikat/frame/Body;";
    public static final String SHARED_BODY_DESCRIPTOR = "()" + BODY_DESCRIPTOR;
    public static final String RESUME = "resume";
    public static final String RESUME_DESCRIPTOR = "(Ldev/ikat/frame/Frame;Ljava/lang/Object;Ljava/lang/Throwable;"
            + "Ldev/ikat/frame/Trampoline;)Ljava/lang/Object;";

    public static final String AWAIT = "await";
    public static final String AWAIT_AWAITABLE = "(Ldev/ikat/Awaitable;)Ljava/lang/Object;";
    public static final String AWAIT_STAGE = "(Ljava/util/concurrent/CompletionStage;)Ljava/lang/Object;";
    public static final String TRAMPOLINE_AWAIT_DESCRIPTOR =
            "(Ljava/lang/Object;Ldev/ikat/frame/Trampoline;)Ljava/lang/Object;";
    public static final String TAIL_AWAIT_DESCRIPTOR =
            "(Ljava/lang/Object;Ldev/ikat/frame/Frame;Ldev/ikat/frame/Trampoline;)Ljava/lang/Object;";
    public static final String OUTCOME_DESCRIPTOR = "(Ljava/lang/Object;Ljava/lang/Throwable;)Ljava/lang/Object;";
    public static final String DESCEND = "descend";
    public static final String DESCEND_DESCRIPTOR = "()Z";
    public static final String ASCEND = "ascend";
    public static final String ASCEND_DESCRIPTOR = "()V";
    public static final String POSTPONE = "postpone";
    public static final String POSTPONE_DESCRIPTOR = "(Ldev/ikat/frame/Frame;)Ljava/lang/Object;";
    public static final String SUSPEND_AT = "suspendAt";
    public static final String SUSPEND_AT_DESCRIPTOR =
            "(Ldev/ikat/frame/Frame;ILdev/ikat/frame/Trampoline;)Ljava/lang/Object;";

    public static final String DONE = "done";
    public static final String DONE_EMPTY = "()Ldev/ikat/Coroutine;";
    public static final String DONE_VALUE = "(Ljava/lang/Object;)Ldev/ikat/Coroutine;";
    public static final String TASK_OF = "(Ljava/lang/Object;)Ldev/ikat/Task;";
    public static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";
    public static final String COMPLETED_FUTURE = "completedFuture";
    public static final String COMPLETED_FUTURE_DESCRIPTOR =
            "(Ljava/lang/Object;)Ljava/util/concurrent/CompletableFuture;";
    public static final String COMPLETED_STAGE = "completedStage";
    public static final String COMPLETED_STAGE_DESCRIPTOR =
            "(Ljava/lang/Object;)Ljava/util/concurrent/CompletionStage;";
    public static final String START = "start";
    public static final String START_DESCRIPTOR = "(Ldev/ikat/Coroutine;)Ldev/ikat/Task;";
    public static final String START_FUTURE = "startFuture";
    public static final String START_FUTURE_DESCRIPTOR =
            "(Ldev/ikat/Coroutine;)Ljava/util/concurrent/CompletableFuture;";

    public static final String GENERATOR = "dev/ikat/Generator";
    public static final String GENERATOR_FRAME = "dev/ikat/frame/GeneratorFrame";
    public static final String ASYNC_GENERATOR = "dev/ikat/AsyncGenerator";
    public static final String OF = "of";
    public static final String GENERATOR_OF = generatorOf(GENERATOR_FRAME);
    public static final String ASYNC_GENERATOR_OF = "(Ldev/ikat/Coroutine;)Ldev/ikat/AsyncGenerator;";
    public static final String EMIT = "emit";
    public static final String EMIT_VALUE = "(Ljava/lang/Object;)Ljava/lang/Object;";
    public static final String EMIT_ALL = "emitAll";
    public static final String EMIT_ITERABLE = "(Ljava/lang/Iterable;)Ljava/lang/Object;";
    public static final String EMIT_ASYNC_ITERABLE = "(Ldev/ikat/AsyncIterable;)Ljava/lang/Object;";
    public static final String TRAMPOLINE_EMIT_DESCRIPTOR = "(Ljava/lang/Object;)V";
    public static final String END = "end";
    public static final String END_EMPTY = "()Ldev/ikat/AnyGenerator;";
    public static final String END_VALUE = "(Ljava/lang/Object;)Ldev/ikat/AnyGenerator;";
    public static final String ENDED = "ended";
    public static final String GENERATOR_ENDED = "(Ljava/lang/Object;)Ldev/ikat/Generator;";
    public static final String ASYNC_GENERATOR_ENDED = "(Ljava/lang/Object;)Ldev/ikat/AsyncGenerator;";

    /** Its overloads take what can be iterated, and return an Iterable. */
    public static final String EACH = "each";

    public static final String EACH_RESULT = ")Ljava/lang/Iterable;";
    public static final String EACH_LOOP = "dev/ikat/woven/Each";
    public static final String MORE = "more";
    public static final String MORE_DESCRIPTOR = "(Ljava/util/Iterator;)Ldev/ikat/Coroutine;";
    public static final String AWAIT_MORE = "awaitMore";
    public static final String AWAIT_MORE_DESCRIPTOR =
            "(Ljava/util/Iterator;Ldev/ikat/frame/Trampoline;)Ljava/lang/Object;";
    public static final String LEAVE = "leave";
    public static final String LEAVE_DESCRIPTOR = "(Ljava/util/Iterator;)Ldev/ikat/Coroutine;";
    public static final String LEAVE_THROWING = "(Ljava/util/Iterator;Ljava/lang/Throwable;)Ldev/ikat/Coroutine;";

    public static final String AWAITS = "dev/ikat/sync/Awaits";
    public static final String CALL_METHODS = "callMethods";
    public static final String PRIMITIVES_PACKAGE = "dev/ikat/sync/";

    /**
     * Calls of primitives that are awaited without the coroutine that they return, and the descriptors of the static methods
     * of {@link #AWAITS} that do so, under the same names.
     */
    public static final Map<String, String> PRIMITIVES = Map.of(
            "dev/ikat/sync/Queue.take()Ldev/ikat/Coroutine;",
            "(Ldev/ikat/sync/Queue;)Ljava/lang/Object;",
            "dev/ikat/sync/Queue.put(Ljava/lang/Object;)Ldev/ikat/Coroutine;",
            "(Ldev/ikat/sync/Queue;Ljava/lang/Object;)Ljava/lang/Object;",
            "dev/ikat/sync/Channel.receive()Ldev/ikat/Coroutine;",
            "(Ldev/ikat/sync/Channel;)Ljava/lang/Object;",
            "dev/ikat/sync/Channel.send(Ljava/lang/Object;)Ldev/ikat/Coroutine;",
            "(Ldev/ikat/sync/Channel;Ljava/lang/Object;)Ljava/lang/Object;",
            "dev/ikat/sync/Lock.acquire()Ldev/ikat/Coroutine;",
            "(Ldev/ikat/sync/Lock;)Ljava/lang/Object;",
            "dev/ikat/sync/Semaphore.acquire()Ldev/ikat/Coroutine;",
            "(Ldev/ikat/sync/Semaphore;)Ljava/lang/Object;",
            "dev/ikat/sync/BoundedSemaphore.acquire()Ldev/ikat/Coroutine;",
            "(Ldev/ikat/sync/Semaphore;)Ljava/lang/Object;",
            "dev/ikat/sync/Event.waitFor()Ldev/ikat/Coroutine;",
            "(Ldev/ikat/sync/Event;)Ljava/lang/Object;");

    /** Of the test kit: where calls of real clocks, random numbers and threads go, when the agent is asked for it. */
    public static final String AMBIENT = "dev/ikat/testkit/Ambient";

    public static final String AMBIENT_RANDOM = "dev/ikat/testkit/AmbientRandom";
    public static final String AMBIENT_SECURE_RANDOM = "dev/ikat/testkit/AmbientSecureRandom";

    private static final String BOOTSTRAP_OF_LAMBDAS =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;";

    private RuntimeSymbols() {}

    /** The bootstrap that javac uses for lambdas: a body is a method reference. */
    public static Handle metafactory() {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                "java/lang/invoke/LambdaMetafactory",
                "metafactory",
                BOOTSTRAP_OF_LAMBDAS,
                false);
    }

    /** The bootstrap of calls of random numbers' sources. */
    public static Handle generating() {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                AMBIENT,
                "generating",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                        + "Ljava/lang/invoke/CallSite;",
                false);
    }

    /** The descriptor of a call that makes a generator of such a frame. */
    public static String generatorOf(String frame) {
        return "(L" + frame + ";)Ldev/ikat/Generator;";
    }

    /** The bootstrap of calls that make generators of one body; it takes the same. */
    public static Handle generatorLinkage() {
        return new Handle(Opcodes.H_INVOKESTATIC, GENERATOR, "link", BOOTSTRAP_OF_LAMBDAS, true);
    }

    public static Type resumeType() {
        return Type.getMethodType(RESUME_DESCRIPTOR);
    }
}
