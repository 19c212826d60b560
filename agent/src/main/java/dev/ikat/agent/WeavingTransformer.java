package dev.ikat.agent;

import dev.ikat.weave.Mention;
import dev.ikat.weave.Weaver;
import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.types.ClassFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Weaves a class as it is defined. The JVM swallows what a transformer throws and would go on with unwoven code, so every
 * failure is reported here; what is left unwoven says so itself when its await is reached.
 *
 * <p>A second transformer costs each class that loads as much as the first, most of it in the JVM. So the one for changed
 * classes is added when the first class comes by that has to do with us, before that class is defined: an application that
 * has none does not pay for it.
 */
final class WeavingTransformer implements ClassFileTransformer {
    private static final ProtectionDomain OWN = WeavingTransformer.class.getProtectionDomain();

    private final Aim aim;
    private final Instrumentation instrumentation;
    private final ChangedClasses changedClasses = new ChangedClasses();

    /** Set once, after the transformer for changed classes is added; written under this object's lock. */
    private volatile boolean watching;

    WeavingTransformer(Aim aim, Instrumentation instrumentation) {
        this.aim = aim;
        this.instrumentation = instrumentation;
    }

    /** From now on classes that another agent changes give up their direct calls. */
    void watchChanges() {
        if (!watching) {
            synchronized (this) {
                if (!watching) {
                    instrumentation.addTransformer(changedClasses, instrumentation.isRetransformClassesSupported());
                    watching = true;
                }
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || !Mention.in(classFile) || isOfTheWeaver(name, domain)) {
            return null;
        }
        try {
            watchChanges();
            Weaver.Result result = Weaver.weave(classFile, aim, ClassFiles.hierarchy(type -> read(loader, type)));
            result.refusals().forEach(refusal -> System.err.println("[ikat] not woven: " + refusal));
            result.warnings().forEach(warning -> System.err.println("[ikat] slow: " + warning));
            return result.classFile();
        } catch (Throwable error) {
            System.err.println("[ikat] class " + name + " could not be woven, please report it: " + error);
            return null;
        }
    }

    /** The weaver names what it looks for, and a class cannot be loaded for its own weaving. */
    private static boolean isOfTheWeaver(@Nullable String name, @Nullable ProtectionDomain domain) {
        return name != null && name.startsWith("dev/ikat/weave/") && domain == OWN;
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
