package dev.ikat.loop;

/**
 * Brings another {@link Poller} for {@link SelectorLoop#SelectorLoop()}, such as one on io_uring. Found by {@link
 * java.util.ServiceLoader} beside the class of this interface: name the class in {@code
 * META-INF/services/dev.ikat.loop.PollerProvider}, with a public constructor without parameters.
 *
 * <p>Of those that are available the one with the highest priority is taken, of equals the first on the class path; the
 * JDK's selector has the priority 0 and the name {@code selector}. The system property {@code ikat.poller} names the one
 * to take instead, and it must be there and available.
 *
 * <p>Loaded once a process, in the first loop; then called on any thread, also by several at a time.
 */
public interface PollerProvider {
    /** What {@code -Dikat.poller} calls it; not {@code selector}. */
    String name();

    /** Whether it works on this system, which must not throw; true unless it says otherwise. */
    default boolean isAvailable() {
        return true;
    }

    /** More than 0 to be taken before the JDK's selector, less to be taken only by its name. */
    int priority();

    /**
     * A new poller, which its loop closes.
     *
     * @throws java.io.UncheckedIOException when the system refuses
     */
    Poller open();
}
