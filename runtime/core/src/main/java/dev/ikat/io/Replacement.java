package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a file by a new one under its name: whoever opens it sees the old content or the new one, whole, after a crash
 * too. The new file is written beside it, forced to the disk, given the old one's permissions and moved over it, and then the
 * folder is forced. Until the move nothing has happened to the old one, and a failure deletes the new one.
 *
 * <p>A link is followed, so that the file that it names is replaced, as any other way of writing would; other hard links keep
 * the old content. While it is written the new file is for its owner alone, if there is an old one that may be secret.
 */
final class Replacement {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?>[] OWNER_ALONE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] DEFAULT = {};

    private final BooleanSupplier isAbandoned;

    Replacement(BooleanSupplier isAbandoned) {
        this.isAbandoned = isAbandoned;
    }

    void replace(Path named, ByteBuffer content) throws IOException {
        Path target = behindLinks(named);
        PosixFileAttributes old = attributes(target);
        FileAttribute<?>[] meanwhile = old == null ? DEFAULT : OWNER_ALONE;
        while (true) {
            Path temporary = beside(target);
            try (FileChannel channel = FileChannel.open(temporary, NEW, meanwhile)) {
                move(channel, temporary, target, content, old);
                break;
            } catch (FileAlreadyExistsException taken) {
                if (!temporary.toString().equals(taken.getFile())) {
                    throw taken;
                }
            }
        }
        forceFolder(target);
    }

    private void move(
            FileChannel channel, Path temporary, Path target, ByteBuffer content, @Nullable PosixFileAttributes old)
            throws IOException {
        try {
            Blocks.drain(content, channel, isAbandoned);
            if (old != null) {
                makeAlike(temporary, old);
            }
            channel.force(true);
            channel.close();
            Blocks.stopIf(isAbandoned);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable failure) {
            delete(temporary, failure);
            throw failure;
        }
    }

    private static void delete(Path temporary, Throwable failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    private static Path behindLinks(Path named) throws IOException {
        if (!Files.isSymbolicLink(named)) {
            return named;
        }
        try {
            return named.toRealPath();
        } catch (NoSuchFileException leadsNowhere) {
            throw new NoSuchFileException(
                    named.toString(), null, "it is a link that leads nowhere; delete it, or make what it names");
        }
    }

    private static Path beside(Path target) {
        String number = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        return target.resolveSibling("." + number + ".tmp");
    }

    /** Null where there is no file yet, or no such permissions. */
    private static @Nullable PosixFileAttributes attributes(Path target) throws IOException {
        PosixFileAttributeView view = view(target);
        try {
            return view == null ? null : view.readAttributes();
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private static @Nullable PosixFileAttributeView view(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Owner and group as far as the system lets this process; before the permissions, which a change of owner narrows. */
    private static void makeAlike(Path temporary, PosixFileAttributes old) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        PosixFileAttributes made = view.readAttributes();
        try {
            if (!made.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            if (!made.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
        } catch (IOException notAllowed) {
            // the content is what counts
        }
        view.setPermissions(old.permissions());
    }

    /** The move is then on the disk too; where folders cannot be opened, the system sees to it. */
    private static void forceFolder(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // the file is replaced; that is what was asked for
        }
    }
}
