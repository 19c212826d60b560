package dev.ikat.agent;

import dev.ikat.weave.types.ClassFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the class files of a jar, wherever they are in it: those of several releases and below {@code WEB-INF/classes} too,
 * not those of jars in the jar. The new jar takes the old one's place in one step, when all is well, and has its entries in
 * the same order, with their times and ways of compression; a jar that needs nothing is not touched.
 */
final class JarWeaver {
    private static final String CLASS = ".class";

    private final Path jar;
    private final ClassPath others;
    private final Outcome outcome;

    /** New contents of entries, by name. */
    private final Map<String, byte[]> woven = new HashMap<>();

    private boolean failed;

    JarWeaver(Path jar, ClassPath others, Outcome outcome) {
        this.jar = jar;
        this.others = others;
        this.outcome = outcome;
    }

    void weave() throws IOException {
        weaveClasses();
        if (!failed && !woven.isEmpty()) {
            refuseScript();
            Replacement.write(jar, this::copy);
        }
    }

    private void weaveClasses() throws IOException {
        try (ZipFile zip = open()) {
            for (ZipEntry entry : entries(zip)) {
                if (entry.getName().endsWith(CLASS)) {
                    weave(zip, entry);
                }
            }
            if (!woven.isEmpty()) {
                refuseSignatures(zip);
            }
        }
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(jar.toFile());
        } catch (IOException error) {
            throw new IOException("this is no folder, and no jar that can be read (" + error.getMessage() + ")", error);
        }
    }

    private static List<? extends ZipEntry> entries(ZipFile zip) {
        return zip.stream().toList();
    }

    private void weave(ZipFile zip, ZipEntry entry) {
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] classFile = stream.readAllBytes();
            byte[] file = outcome.weave(classFile, name -> find(zip, entry, classFile, name));
            if (file != null) {
                woven.put(entry.getName(), file);
            }
        } catch (IOException error) {
            failed = true;
            outcome.failed(jar + "!/" + entry.getName(), error);
        }
    }

    /** First in the part of the jar that the class itself is in, by its package, then at the jar's root. */
    private byte @Nullable [] find(ZipFile zip, ZipEntry entry, byte[] classFile, String internalName) {
        String own = ClassFiles.nameOf(classFile) + CLASS;
        String part = entry.getName().endsWith(own)
                ? entry.getName().substring(0, entry.getName().length() - own.length())
                : "";
        try {
            byte[] found = ClassPath.find(zip, part + internalName + CLASS);
            return found != null ? found : others.find(internalName);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static void refuseSignatures(ZipFile zip) throws IOException {
        for (ZipEntry entry : entries(zip)) {
            String name = entry.getName().toUpperCase(Locale.ROOT);
            if (name.startsWith("META-INF/") && name.endsWith(".SF") && name.indexOf('/') == name.lastIndexOf('/')) {
                throw new IOException(
                        "the jar is signed (" + entry.getName()
                                + "), and a woven class would not match its signature. Weave the classes before they are signed");
            }
        }
    }

    private void refuseScript() throws IOException {
        try (InputStream stream = Files.newInputStream(jar)) {
            if (stream.read() != 'P' || stream.read() != 'K') {
                throw new IOException(
                        "the jar begins with something else, such as a script that starts it, which would be"
                                + " lost. Weave the classes before that is put there");
            }
        }
    }

    private void copy(OutputStream file) throws IOException {
        try (ZipFile from = open();
                ZipOutputStream to = new ZipOutputStream(new BufferedOutputStream(file))) {
            to.setComment(from.getComment());
            for (ZipEntry entry : entries(from)) {
                copy(from, entry, to);
            }
        }
    }

    private void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
        ZipEntry copy = new ZipEntry(entry);
        copy.setCompressedSize(-1); // that of this JDK's Deflater may differ
        byte[] file = woven.get(entry.getName());
        if (file != null) {
            CRC32 crc = new CRC32();
            crc.update(file);
            copy.setCrc(crc.getValue());
            copy.setSize(file.length);
        }
        if (copy.getMethod() == ZipEntry.STORED) {
            copy.setCompressedSize(copy.getSize());
        }
        to.putNextEntry(copy);
        try (InputStream stream = from.getInputStream(entry)) {
            to.write(file != null ? file : stream.readAllBytes());
        }
        to.closeEntry();
    }
}
