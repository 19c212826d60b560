package dev.ikat.loop;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which poller a loop gets; see {@link PollerProvider}. From any thread. */
final class Pollers {
    static final String PROPERTY = "ikat.poller";
    static final String SELECTOR = "selector";
    private static final String WAY_OUT = "; -D" + PROPERTY + "=" + SELECTOR + " takes the JDK's";

    private static final PollerProvider JDK = new JdkSelector();

    /** Null before the first use; two threads that come first both load, to the same effect. */
    private static volatile @Nullable List<PollerProvider> loaded;

    private Pollers() {}

    static Poller open() {
        return open(System.getProperty(PROPERTY, ""), Pollers.class.getClassLoader());
    }

    /** Opens the one of that name, or the best for the empty name; loads no others where that is the JDK's. */
    static Poller open(String wanted, @Nullable ClassLoader loader) {
        if (wanted.equals(SELECTOR)) {
            return JDK.open();
        }
        List<PollerProvider> others = loaded;
        if (others == null) {
            others = load(loader);
            loaded = others;
        }
        return others.isEmpty() && wanted.isEmpty() ? JDK.open() : open(wanted, others);
    }

    /** Not by the loader's stream, which would cost the start of each program milliseconds. */
    static List<PollerProvider> load(@Nullable ClassLoader loader) {
        List<PollerProvider> found = new ArrayList<>();
        try {
            for (PollerProvider each : ServiceLoader.load(PollerProvider.class, loader)) {
                found.add(each);
            }
        } catch (ServiceConfigurationError error) {
            throw new IllegalStateException("a poller on the class path cannot be loaded" + WAY_OUT, error);
        }
        return List.copyOf(found);
    }

    static Poller open(String wanted, List<PollerProvider> others) {
        return open(wanted.isEmpty() ? best(others) : named(wanted, others));
    }

    private static PollerProvider best(List<PollerProvider> others) {
        PollerProvider best = JDK;
        for (PollerProvider each : others) {
            if (each.priority() > best.priority() && isAvailable(each)) {
                best = each;
            }
        }
        return best;
    }

    private static PollerProvider named(String wanted, List<PollerProvider> others) {
        for (PollerProvider each : others) {
            if (each.name().equals(wanted)) {
                if (isAvailable(each)) {
                    return each;
                }
                throw new IllegalStateException("the poller that -D" + PROPERTY + "=" + wanted + " asks for, "
                        + each.getClass().getName() + ", says that it does not work on this system" + WAY_OUT);
            }
        }
        throw new IllegalStateException("there is no poller of the name that -D" + PROPERTY + "=" + wanted
                + " asks for; there are: " + names(others) + ". Has its jar a META-INF/services/"
                + PollerProvider.class.getName()
                + ", and is it on the class path beside Ikat's?");
    }

    private static String names(List<PollerProvider> others) {
        return Stream.concat(Stream.of(JDK), others.stream())
                .map(PollerProvider::name)
                .collect(Collectors.joining(", "));
    }

    private static boolean isAvailable(PollerProvider provider) {
        return call(provider, "asked whether it is available", PollerProvider::isAvailable);
    }

    private static Poller open(PollerProvider provider) {
        return call(provider, "opened", PollerProvider::open);
    }

    private static <T> T call(PollerProvider provider, String what, Function<PollerProvider, T> method) {
        try {
            return method.apply(provider);
        } catch (UncheckedIOException refusedBySystem) {
            throw refusedBySystem;
        } catch (RuntimeException | LinkageError error) {
            throw new IllegalStateException(
                    "the poller " + provider.name() + " (" + provider.getClass().getName() + ") failed as it was "
                            + what + WAY_OUT,
                    error);
        }
    }

    private static final class JdkSelector implements PollerProvider {
        @Override
        public String name() {
            return SELECTOR;
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Poller open() {
            return new SelectorPoller();
        }
    }
}
