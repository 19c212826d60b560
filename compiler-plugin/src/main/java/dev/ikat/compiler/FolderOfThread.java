package dev.ikat.compiler;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the processor tells the plugin of the same compilation where class files go. A compilation keeps its thread, but the two
 * may be of different class loaders: Gradle makes one of its own for processors. So it goes by something that each thread has and every loader sees, its
 * handler of uncaught exceptions, which this is while a compilation runs; it hands on to the one before. (System properties
 * would not do: Surefire, in a module that is built at the same time, sets them all back.)
 *
 * <p>For that thread alone. As a consumer it takes what the processor says; it supplies whether nothing was said yet.
 */
final class FolderOfThread implements Thread.UncaughtExceptionHandler, Consumer<String>, BooleanSupplier {
    private final Thread.UncaughtExceptionHandler before;
    private @Nullable Path said;

    /** A compilation begins on this thread. */
    FolderOfThread() {
        Thread thread = Thread.currentThread();
        before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler(this);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        before.uncaughtException(thread, error);
    }

    @Override
    public void accept(String folder) {
        said = Path.of(folder);
    }

    @Override
    public boolean getAsBoolean() {
        return said == null;
    }

    /** For the compilation of this thread that has the plugin, if one has. */
    @SuppressWarnings("unchecked") // ours takes these
    static void say(Path folder) {
        Object plugin = ofThread();
        if (plugin != null) {
            ((Consumer<String>) plugin).accept(folder.toString());
        }
    }

    /** Whether a compilation of this thread has the plugin, and nobody said anything yet. */
    static boolean isAsked() {
        Object plugin = ofThread();
        return plugin != null && ((BooleanSupplier) plugin).getAsBoolean();
    }

    /** One of this class, though another loader may have loaded it. */
    private static @Nullable Object ofThread() {
        Object handler = Thread.currentThread().getUncaughtExceptionHandler();
        return handler.getClass().getName().equals(FolderOfThread.class.getName()) ? handler : null;
    }

    /** What the processor said; null when it said nothing. */
    @Nullable
    Path said() {
        return said;
    }

    /** The compilation is over: the thread is as it was. */
    void end() {
        Thread thread = Thread.currentThread();
        if (thread.getUncaughtExceptionHandler() == this) {
            thread.setUncaughtExceptionHandler(before == thread.getThreadGroup() ? null : before);
        }
    }
}
