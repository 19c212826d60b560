package dev.ikat.weave.plan;

/** Why a method cannot be woven, in the user's words: the same when it is compiled and when it loads. */
public final class Reasons {
    public static final String SYNCHRONIZED_METHOD =
            "a synchronized method cannot await: its monitor would be held by the thread, not by the task. Use"
                    + " dev.ikat.sync.Lock";
    public static final String ABSTRACT_METHOD =
            "@Async on an abstract method does nothing: it has no body to weave. Put it on each method that implements"
                    + " this one";
    public static final String NATIVE_METHOD =
            "a native method has no body to weave. Await in a Java method that calls it";

    private Reasons() {}

    /** An await, emit or each, by its name, that a synchronized block holds. */
    public static String heldMonitor(String call) {
        return call + " inside a synchronized block: the monitor would be held by the thread, not by the task. Use"
                + " dev.ikat.sync.Lock";
    }

    public static String inConstructor(String call) {
        return call + " in a constructor, or in a field's initial value: an object cannot wait half made. Await in a"
                + " static @Async method that then calls the constructor with the value";
    }

    public static String inStaticInitialiser(String call) {
        return call + " in a static initialiser: a class cannot wait half initialised. Await in an @Async method and"
                + " store the value from there";
    }

    /** The lambda's return type as Java writes it. */
    public static String inLambda(String call, String returnType) {
        return call + " in a lambda that returns " + returnType + ", which cannot wait: give it to something that takes"
                + " a lambda returning Coroutine, such as start(() -> { …; return done(); })";
    }

    public static String returnType(String type) {
        return "an @Async method must return Coroutine<T>, Task<T>, CompletableFuture<T>, CompletionStage<T>,"
                + " Generator<T> or AsyncGenerator<T>, not " + type;
    }

    public static String emitOutsideGenerator(String returnType) {
        return "emit in a method that is no generator, but returns " + returnType
                + ". Let it return Generator<T>, or AsyncGenerator<T> if it awaits";
    }

    /** What waits, in a generator that has no loop to wait on. */
    public static String waitingInGenerator(String call) {
        return call
                + " in a Generator, which runs in any code and cannot wait. Let the method return AsyncGenerator<T>";
    }
}
