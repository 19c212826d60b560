package dev.ikat.weave.plan;

import java.util.Optional;

/** What a call of a woven method makes, by its declared return type. */
public enum ReturnKind {
    /** Cold: the frame itself. */
    COROUTINE,
    /** Hot: a task started with the frame. */
    TASK,
    /** Hot, for code that is not ours: a CompletableFuture, or the CompletionStage that it is. */
    FUTURE,
    /** Lazy, needs no loop: its body emits and cannot wait. */
    GENERATOR,
    /** Lazy: its body emits and awaits. */
    ASYNC_GENERATOR;

    /** Whether the body may call emit. */
    public boolean emits() {
        return this == GENERATOR || this == ASYNC_GENERATOR;
    }

    /** Whether the body may await. */
    public boolean awaits() {
        return this != GENERATOR;
    }

    /** The kind of a method descriptor's return type; empty when such a method cannot suspend. */
    public static Optional<ReturnKind> of(String methodDescriptor) {
        String result = methodDescriptor.substring(methodDescriptor.indexOf(')') + 1);
        return switch (result) {
            case "Ldev/ikat/Coroutine;" -> Optional.of(COROUTINE);
            case "Ldev/ikat/Task;" -> Optional.of(TASK);
            case "Ljava/util/concurrent/CompletableFuture;", "Ljava/util/concurrent/CompletionStage;" ->
                Optional.of(FUTURE);
            case "Ldev/ikat/Generator;" -> Optional.of(GENERATOR);
            case "Ldev/ikat/AsyncGenerator;" -> Optional.of(ASYNC_GENERATOR);
            default -> Optional.empty();
        };
    }
}
