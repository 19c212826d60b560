package dev.ikat.agent;

import dev.ikat.weave.Weaver;
import dev.ikat.weave.plan.Aim;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Weaves a class as it is defined. The JVM swallows what a transformer throws and would go on with unwoven code, so every
 * failure is reported here; what is left unwoven says so itself when its await is reached.
 */
final class WeavingTransformer implements ClassFileTransformer {
    private final Aim aim;

    WeavingTransformer(@Nullable String options) {
        this.aim = Debugger.aim(options);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null) {
            return null;
        }
        try {
            Weaver.Result result = Weaver.weave(classFile, aim, type -> read(loader, type));
            result.refusals().forEach(refusal -> System.err.println("[ikat] not woven: " + refusal));
            result.warnings().forEach(warning -> System.err.println("[ikat] slow: " + warning));
            return result.classFile();
        } catch (Throwable error) {
            System.err.println("[ikat] class " + name + " could not be woven, please report it: " + error);
            return null;
        }
    }

    /** As a resource, which loads no class. */
    private static byte @Nullable [] read(ClassLoader loader, String internalName) {
        try (InputStream file = loader.getResourceAsStream(internalName + ".class")) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
