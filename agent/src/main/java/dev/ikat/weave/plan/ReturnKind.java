package dev.ikat.weave.plan;

import java.util.Optional;

/** What a call of a woven method makes, by its declared return type. */
public enum ReturnKind {
    /** Cold: the frame itself. */
    COROUTINE,
    /** Hot: a task started with the frame. */
    TASK,
    /** Hot, for code that is not ours: a CompletableFuture, or the CompletionStage that it is. */
    FUTURE;

    /** The kind of a method descriptor's return type; empty when such a method cannot suspend. */
    public static Optional<ReturnKind> of(String methodDescriptor) {
        String result = methodDescriptor.substring(methodDescriptor.indexOf(')') + 1);
        return switch (result) {
            case "Ldev/ikat/Coroutine;" -> Optional.of(COROUTINE);
            case "Ldev/ikat/Task;" -> Optional.of(TASK);
            case "Ljava/util/concurrent/CompletableFuture;", "Ljava/util/concurrent/CompletionStage;" ->
                Optional.of(FUTURE);
            default -> Optional.empty();
        };
    }
}
