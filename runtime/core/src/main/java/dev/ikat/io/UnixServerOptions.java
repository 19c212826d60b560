package dev.ikat.io;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link UnixServer} listens. Immutable: each method answers a changed copy, as in {@code
 * UnixServerOptions.defaults().permissions(PosixFilePermissions.fromString("rw-------"))}. For any thread.
 */
public final class UnixServerOptions {
    private static final UnixServerOptions DEFAULTS =
            new UnixServerOptions(TcpServerOptions.BACKLOG, Integer.MAX_VALUE, null);

    final int backlog;
    final int maxConnections;

    /** Null for those that the system gives. */
    final @Nullable Set<PosixFilePermission> permissions;

    private UnixServerOptions(int backlog, int maxConnections, @Nullable Set<PosixFilePermission> permissions) {
        this.backlog = backlog;
        this.maxConnections = maxConnections;
        this.permissions = permissions;
    }

    /** What holds where nothing is said: a backlog of 1024, no bound, permissions by the process's umask. */
    public static UnixServerOptions defaults() {
        return DEFAULTS;
    }

    /** As {@link TcpServerOptions#backlog}. */
    public UnixServerOptions backlog(int size) {
        return new UnixServerOptions(TcpServerOptions.positive(size, "a backlog"), maxConnections, permissions);
    }

    /** As {@link TcpServerOptions#maxConnections}. */
    public UnixServerOptions maxConnections(int most) {
        return new UnixServerOptions(backlog, TcpServerOptions.positive(most, "a bound for connections"), permissions);
    }

    /**
     * Who may connect: on Linux, those who may write to the file. It has these permissions before it can be found under
     * its name, so nobody else gets in before they are set.
     */
    public UnixServerOptions permissions(Set<PosixFilePermission> ofFile) {
        return new UnixServerOptions(backlog, maxConnections, Set.copyOf(ofFile));
    }

    @Override
    public String toString() {
        return "Unix server options: backlog " + backlog
                + (maxConnections == Integer.MAX_VALUE ? "" : ", at most " + maxConnections + " connections")
                + (permissions == null ? "" : ", permissions " + permissions);
    }
}
