package dev.ikat.io;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The file of a Unix domain socket, with the channel that listens on it: its making, its replacing and its removal. */
final class UnixSocketFile {
    /** A path longer than this may be the trouble: the systems' limits are 104 to 108 bytes. */
    private static final int LONG_PATH = 100;

    private static final int TYPE_OF_MODE = 0170000;
    private static final int SOCKET = 0140000;

    final Path path;
    final ServerSocketChannel channel;

    /** Which file it was that was made, to tell it from another that has taken its place; null where the system has none. */
    private final @Nullable Object identity;

    private UnixSocketFile(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        identity = identity(path);
    }

    /** The address of the path; throws IllegalArgumentException where it can have none. */
    static UnixDomainSocketAddress address(Path path) {
        return UnixDomainSocketAddress.of(path);
    }

    /** Makes the file and listens on it. */
    static UnixSocketFile bind(SelectorProvider channels, Path path, UnixServerOptions options) throws IOException {
        try {
            clear(path);
            ServerSocketChannel channel = channels.openServerSocketChannel(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                bind(channel, path, options);
                return new UnixSocketFile(path, channel);
            } catch (Throwable error) {
                channel.close();
                throw error;
            }
        } catch (IOException error) {
            throw describe(error, path);
        }
    }

    private static void bind(ServerSocketChannel channel, Path path, UnixServerOptions options) throws IOException {
        if (options.permissions == null) {
            channel.bind(address(path), options.backlog);
        } else {
            bindElsewhere(channel, path, options.backlog, options.permissions);
        }
    }

    /** Binds and listening are one for the JDK: so the file is made under another name first. */
    private static void bindElsewhere(
            ServerSocketChannel channel, Path path, int backlog, Set<PosixFilePermission> permissions)
            throws IOException {
        String name = Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 24));
        Path elsewhere = path.resolveSibling("." + name);
        channel.bind(address(elsewhere), backlog);
        try {
            Files.setPosixFilePermissions(elsewhere, permissions);
            Files.move(elsewhere, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(elsewhere);
        }
    }

    /** Removes what a server has left there that lives no more. */
    private static void clear(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket(path)) {
            throw new BindException("there is a file of that name which is no socket; move it, or listen elsewhere");
        }
        if (answers(path)) {
            throw new BindException("Address already in use, another server answers there");
        }
        Files.deleteIfExists(path);
    }

    private static boolean isSocket(Path path) throws IOException {
        try {
            Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return ((Integer) mode & TYPE_OF_MODE) == SOCKET;
        } catch (UnsupportedOperationException noUnix) {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        }
    }

    /** Only a refusal is a sure sign that there is nobody. */
    private static boolean answers(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(address(path));
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (IOException busyOrForbidden) {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Removes the file, unless another one has taken its place. */
    void remove() throws IOException {
        try {
            if (Objects.equals(identity(path), identity)) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException removedAlready) {
            // then there is nothing left to do
        }
    }

    static IOException describe(IOException error, Path path) {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        String hint = length <= LONG_PATH
                ? ""
                : "; its path has " + length + " bytes, and systems allow for about " + LONG_PATH
                        + ": use a shorter one, or one relative to the working directory";
        return Io.describe(error, ": " + path + hint);
    }
}
