package dev.ikat.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Replaces a file in one step: whoever reads it finds the old one or the new one, and a failure leaves the old one. */
final class Replacement {
    private Replacement() {}

    /** What writes the new file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream file) throws IOException;
    }

    static void write(Path file, byte[] content) throws IOException {
        write(file, stream -> stream.write(content));
    }

    /** A link stays, and the file that it leads to is replaced; permissions stay. */
    static void write(Path file, Content content) throws IOException {
        Path old = file.toRealPath();
        Path made = Files.createTempFile(old.getParent(), "." + old.getFileName(), ".new");
        try {
            try (OutputStream stream = Files.newOutputStream(made)) {
                content.writeTo(stream);
            }
            PosixFileAttributeView view = Files.getFileAttributeView(made, PosixFileAttributeView.class);
            if (view != null) {
                view.setPermissions(Files.getPosixFilePermissions(old));
            }
            Files.move(made, old, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
    }
}
