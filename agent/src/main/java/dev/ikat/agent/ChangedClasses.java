package dev.ikat.agent;

import dev.ikat.weave.ThroughEntries;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * When another agent changes a class that is loaded already, as mocks and probes do, the class gives up its direct calls, so
 * that what the other put into a method is met by every call. Where it changes one of our primitives, woven code calls those
 * again. Classes that only load are left alone.
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
            if (name != null && name.startsWith(RuntimeSymbols.PRIMITIVES_PACKAGE)) {
                callPrimitives(loader);
                return null;
            }
            return ThroughEntries.rewrite(classFile);
        } catch (Throwable error) {
            System.err.println("[ikat] the direct calls of class " + name + " stay, please report it: " + error);
            return null;
        }
    }

    private static void callPrimitives(ClassLoader loader) throws ReflectiveOperationException {
        Class.forName(RuntimeSymbols.AWAITS.replace('/', '.'), true, loader)
                .getMethod(RuntimeSymbols.CALL_METHODS)
                .invoke(null);
    }
}
