package dev.ikat.weave.types;

import org.jspecify.annotations.Nullable;

/** Where class files are found, without loading the classes: asked for rarely, and for few. */
@FunctionalInterface
public interface ClassFiles {
    /** Nowhere. */
    ClassFiles NONE = name -> null;

    /** The class file by internal name; null when there is none to be had. */
    byte @Nullable [] find(String internalName);
}
