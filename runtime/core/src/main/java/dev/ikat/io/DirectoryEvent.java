package dev.ikat.io;

import java.nio.file.Path;

/**
 * What a {@link DirectoryWatch} has seen.
 *
 * @param kind what happened
 * @param path the entry it happened to, below the path that was given to the watch; for an overflow the directory itself
 */
public record DirectoryEvent(Kind kind, Path path) {
    /** What may happen in a directory. */
    public enum Kind {
        /** An entry was made, or moved into the directory. */
        CREATED,
        /** The content of an entry has changed, or its attributes, where the system says so. */
        MODIFIED,
        /** An entry was deleted, or moved out of the directory. */
        DELETED,
        /** More has happened than there was room for; read the directory to know how it stands. */
        OVERFLOW
    }
}
