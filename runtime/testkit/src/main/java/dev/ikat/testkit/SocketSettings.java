package dev.ikat.testkit;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a simulated socket: kept, so that they can be asked for. Only SO_LINGER has an effect. */
final class SocketSettings {
    private static final Map<SocketOption<?>, Object> DEFAULTS = Map.of(
            StandardSocketOptions.TCP_NODELAY, false,
            StandardSocketOptions.SO_KEEPALIVE, false,
            StandardSocketOptions.SO_LINGER, -1,
            StandardSocketOptions.SO_REUSEADDR, false,
            StandardSocketOptions.SO_BROADCAST, false,
            StandardSocketOptions.SO_SNDBUF, Flow.WINDOW,
            StandardSocketOptions.SO_RCVBUF, Flow.WINDOW);

    private final Map<SocketOption<?>, Object> values = new HashMap<>(DEFAULTS);

    static Set<SocketOption<?>> supported() {
        return DEFAULTS.keySet();
    }

    <T> void set(SocketOption<T> option, @Nullable T value) {
        requireSupported(option);
        values.put(option, Objects.requireNonNull(value, "value"));
    }

    @SuppressWarnings("unchecked") // as it was when it was put in
    <T> T get(SocketOption<T> option) {
        requireSupported(option);
        return (T) Objects.requireNonNull(values.get(option));
    }

    private static void requireSupported(SocketOption<?> option) {
        if (!DEFAULTS.containsKey(option)) {
            throw new UnsupportedOperationException(
                    "a simulated socket has no option " + option + "; it has " + DEFAULTS.keySet());
        }
    }
}
