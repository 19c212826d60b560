package dev.ikat.compiler;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the processor tells the plugin of the same compilation where class files go. A compilation keeps its thread, but the two
 * may be of different class loaders: Gradle makes one of its own for processors. What both have is the system's properties, so
 * it is a property that the plugin sets before, the processor only changes, and the plugin takes away again.
 */
final class FolderOfThread {
    private final String name = name();
    /** What stood there: a processor may run another compilation on its thread. */
    private final @Nullable String before = System.getProperty(name);

    /** A compilation begins on this thread. */
    FolderOfThread() {
        System.setProperty(name, "");
    }

    /** Not by +, which links a call site: this is paid by every compilation. */
    private static String name() {
        return "dev.ikat.compiler.folder."
                .concat(Long.toString(Thread.currentThread().getId()));
    }

    /** For the compilation of this thread that has the plugin, if one has. */
    static void say(Path folder) {
        if (System.getProperty(name()) != null) {
            System.setProperty(name(), folder.toString());
        }
    }

    /** Whether a compilation of this thread has the plugin, and nobody said anything yet. */
    static boolean isAsked() {
        return "".equals(System.getProperty(name()));
    }

    /** What the processor said; null when it said nothing. */
    @Nullable
    Path said() {
        String said = System.getProperty(name, "");
        return said.isEmpty() ? null : Path.of(said);
    }

    void end() {
        if (before == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, before);
        }
    }
}
