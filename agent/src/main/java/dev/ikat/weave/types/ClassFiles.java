package dev.ikat.weave.types;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Where class files are found. */
@FunctionalInterface
public interface ClassFiles {
    /** The class file by internal name; null when there is none to be had. */
    byte @Nullable [] find(String internalName);

    /** The internal name of the class in a class file. */
    static String nameOf(byte[] classFile) {
        return new ClassReader(classFile).getClassName();
    }

    /** What they say. */
    static Hierarchy hierarchy(ClassFiles files) {
        return internalName -> {
            byte[] file = files.find(internalName);
            ClassReader reader = file == null ? null : new ClassReader(file);
            return reader == null || (reader.getAccess() & Opcodes.ACC_PUBLIC) != 0 ? null : reader.getSuperName();
        };
    }
}
