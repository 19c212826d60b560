package dev.ikat.weave.types;

import org.jspecify.annotations.Nullable;

/** What is known of other classes without loading them: asked for rarely, and of few. */
@FunctionalInterface
public interface Hierarchy {
    /** Nothing. */
    Hierarchy UNKNOWN = internalName -> null;

    /** The superclass of a class that is not public, by internal names; null for a public one, and for one that is not known. */
    @Nullable
    String aboveHidden(String internalName);
}
