package dev.ikat.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Deletes a tree and never what lies outside it: a link is deleted, not followed. Where the system can, each directory is
 * opened in its parent and its entries are named relative to it, so that one that somebody exchanges for a link in the middle
 * leads nowhere else; a directory stays open for each level above. Elsewhere by path, where such an exchange is not seen.
 *
 * <p>Source: {@code shutil.rmtree} of Python, CVE-2022-21658 for what happens otherwise.
 */
final class Deletion {
    private final BooleanSupplier isAbandoned;

    Deletion(BooleanSupplier isAbandoned) {
        this.isAbandoned = isAbandoned;
    }

    void delete(Path root) throws IOException {
        BasicFileAttributes attributes = attributes(root);
        if (attributes.isDirectory()) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
                if (entries instanceof SecureDirectoryStream<Path> secure) {
                    requireSame(root, attributes, secure);
                    deleteEntries(secure);
                } else {
                    deleteByPath(entries);
                }
            } catch (DirectoryIteratorException error) {
                throw error.getCause();
            }
        }
        Blocks.stopIf(isAbandoned);
        Files.delete(root);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** It was opened by its path, so it might be another one by now. */
    private static void requireSame(Path root, BasicFileAttributes expected, SecureDirectoryStream<Path> opened)
            throws IOException {
        Object key = opened.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        if (!Objects.equals(key, expected.fileKey())) {
            throw new FileSystemException(
                    root.toString(), null, "it was exchanged for something else while it was to be deleted");
        }
    }

    private void deleteEntries(SecureDirectoryStream<Path> directory) throws IOException {
        for (Path entry : directory) {
            Blocks.stopIf(isAbandoned);
            Path name = Objects.requireNonNull(entry.getFileName());
            try {
                delete(directory, name);
            } catch (NoSuchFileException deletedMeanwhile) {
                // then that is done
            }
        }
    }

    private void delete(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        if (isDirectory(directory, name)) {
            try (SecureDirectoryStream<Path> inner = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                deleteEntries(inner);
            }
            directory.deleteDirectory(name);
        } else {
            directory.deleteFile(name);
        }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    private void deleteByPath(DirectoryStream<Path> entries) throws IOException {
        for (Path entry : entries) {
            Blocks.stopIf(isAbandoned);
            try {
                delete(entry);
            } catch (NoSuchFileException deletedMeanwhile) {
                // then that is done
            }
        }
    }
}
