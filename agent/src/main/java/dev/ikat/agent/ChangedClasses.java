package dev.ikat.agent;

import dev.ikat.weave.ThroughEntries;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * When another agent changes a class that is loaded already, as mocks and probes do, the class gives up its direct calls, so
 * that what the other put into a method is met by every call. Classes that only load are left alone.
 */
final class ChangedClasses implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || redefined == null) {
            return null;
        }
        try {
            return ThroughEntries.rewrite(classFile);
        } catch (Throwable error) {
            System.err.println("[ikat] the direct calls of class " + name + " stay, please report it: " + error);
            return null;
        }
    }
}
