package dev.ikat.neighbours;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar that is put together from other jars: their contents, or the jars themselves, stored and not compressed. */
final class FatJar implements Closeable {
    private final JarOutputStream out;
    private final Set<String> names = new HashSet<>();

    private FatJar(JarOutputStream out) {
        this.out = out;
    }

    static FatJar write(Path file, Manifest manifest) throws IOException {
        return new FatJar(new JarOutputStream(Files.newOutputStream(file), manifest));
    }

    /** The class files and resources of another jar, without its META-INF. */
    FatJar unpack(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry each : file.stream().toList()) {
                if (!each.isDirectory() && !each.getName().startsWith("META-INF/")) {
                    file(each.getName(), file.getInputStream(each).readAllBytes());
                }
            }
        }
        return this;
    }

    /** Class files, below a folder whose name ends with a slash. */
    FatJar classes(String folder, App app) throws IOException {
        for (Map.Entry<String, byte[]> each : app.classes.entrySet()) {
            file(folder + App.fileName(each.getKey()), each.getValue());
        }
        return this;
    }

    /** A jar inside the jar. */
    FatJar nested(String folder, Path jar) throws IOException {
        directories(folder);
        byte[] bytes = Files.readAllBytes(jar);
        ZipEntry entry = new ZipEntry(folder + jar.getFileName());
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        put(entry, bytes);
        return this;
    }

    FatJar file(String name, byte[] bytes) throws IOException {
        directories(name.substring(0, name.lastIndexOf('/') + 1));
        put(new ZipEntry(name), bytes);
        return this;
    }

    private void directories(String folder) throws IOException {
        for (int i = folder.indexOf('/'); i >= 0; i = folder.indexOf('/', i + 1)) {
            String parent = folder.substring(0, i + 1);
            if (names.add(parent)) {
                put(new ZipEntry(parent), new byte[0]);
            }
        }
    }

    private void put(ZipEntry entry, byte[] bytes) throws IOException {
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
