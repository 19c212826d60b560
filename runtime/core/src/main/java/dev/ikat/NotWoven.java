package dev.ikat;

import dev.ikat.frame.Trampoline;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says why an await was reached in code that is not woven, and what to add. */
final class NotWoven {
    /** Set by the agent when it is attached. */
    private static final String AGENT_PROPERTY = "dev.ikat.agent";

    private static final String NO_AGENT =
            "no agent is attached. Start the JVM with -javaagent:ikat-agent.jar, or compile"
                    + " with javac's option -Xplugin:Ikat, or weave the classes after compiling them with: java -jar"
                    + " ikat-agent.jar weave <folder or jar>";

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private NotWoven() {}

    static IllegalStateException error(String call) {
        StackFrame caller = caller();
        return new IllegalStateException(
                call + " in " + caller.getClassName() + "." + caller.getMethodName() + " (" + caller.getFileName() + ":"
                        + caller.getLineNumber() + "), which is not woven: " + advice(call, caller));
    }

    /** What a method that is not woven returns: of the kind that it declares. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <G extends AnyGenerator<?>> G end(@Nullable Object value) {
        Class<?> declared = caller().getMethodType().returnType();
        return (G)
                (AsyncGenerator.class.isAssignableFrom(declared)
                        ? AsyncGenerator.ended(value)
                        : Generator.ended(value));
    }

    private static StackFrame caller() {
        return WALKER.walk(frames -> frames.filter(
                        frame -> frame.getDeclaringClass() != NotWoven.class && frame.getDeclaringClass() != Ikat.class)
                .findFirst()
                .orElseThrow());
    }

    private static String advice(String call, StackFrame caller) {
        boolean attached = System.getProperty(AGENT_PROPERTY) != null;
        if (attached || hasBodies(caller.getDeclaringClass())) {
            return isAsync(caller)
                    ? "the method is @Async, but its class was loaded without the agent seeing it. Put -javaagent first on"
                            + " the command line, or weave the classes after compiling them"
                    : whatToWrite(call);
        }
        return isAsync(caller) || caller.getMethodName().startsWith("lambda$")
                ? NO_AGENT
                : NO_AGENT + ". And " + whatToWrite(call);
    }

    private static String whatToWrite(String call) {
        if (call.startsWith("emit")) {
            return call + " works in generators: methods annotated @Async, and lambdas, that return Generator or"
                    + " AsyncGenerator. Add @Async and let the method return one of them";
        }
        return call + " works in methods annotated @Async, and in lambdas that return Coroutine or Task. Add @Async and"
                + " let the method return Coroutine<T>; in a plain method use Ikat.run(…) or start(…)";
    }

    /** Whether the class was woven as it was compiled, or afterwards: for those no agent is needed. */
    private static boolean hasBodies(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.isSynthetic()
                        && method.getParameterCount() > 0
                        && method.getParameterTypes()[method.getParameterCount() - 1] == Trampoline.class);
    }

    private static boolean isAsync(StackFrame caller) {
        return Arrays.stream(caller.getDeclaringClass().getDeclaredMethods())
                .filter(method -> method.getName().equals(caller.getMethodName()))
                .filter(method ->
                        caller.getMethodType().parameterList().equals(Arrays.asList(method.getParameterTypes())))
                .anyMatch((Method method) -> method.isAnnotationPresent(Async.class));
    }
}
