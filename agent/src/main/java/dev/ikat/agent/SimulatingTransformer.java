package dev.ikat.agent;

import dev.ikat.weave.AmbientCalls;
import dev.ikat.weave.plan.RuntimeSymbols;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * For tests that ask for it ({@code simulate=…}): classes whose loaders see the test kit, but for Ikat's own, get their time, random numbers and
 * threads from there. It goes before the weaver, and takes no part in a JVM that was started without the option.
 */
final class SimulatingTransformer implements ClassFileTransformer {
    private final String[] packages;
    private final Map<ClassLoader, Boolean> seesTheKit = new WeakHashMap<>();

    /** In classes of these packages and those below, names with colons between; in all when empty. */
    SimulatingTransformer(String packages) {
        this.packages = packages.replace('.', '/').split(":");
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || name == null || name.startsWith(RuntimeSymbols.PACKAGE) || !isWanted(name)) {
            return null;
        }
        try {
            byte[] rewritten = AmbientCalls.rewrite(classFile);
            return rewritten != null && seesTheKit(loader) ? rewritten : null;
        } catch (Throwable error) {
            System.err.println(
                    "[ikat] class " + name + " keeps its real clocks and random numbers, please report it: " + error);
            return null;
        }
    }

    private boolean isWanted(String name) {
        for (String each : packages) {
            if (each.isEmpty() || (name.startsWith(each) && name.startsWith("/", each.length()))) {
                return true;
            }
        }
        return false;
    }

    private boolean seesTheKit(ClassLoader loader) {
        synchronized (seesTheKit) {
            Boolean known = seesTheKit.get(loader);
            if (known != null) {
                return known;
            }
            seesTheKit.put(loader, false); // as long as it is being asked, which may load its classes
            boolean sees = loader.getResource(RuntimeSymbols.AMBIENT + ".class") != null;
            seesTheKit.put(loader, sees);
            return sees;
        }
    }
}
