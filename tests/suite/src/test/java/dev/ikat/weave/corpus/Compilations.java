package dev.ikat.weave.corpus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler made of the same sources before, where the system property {@code ikat.compiled} names a folder for
 * it: mutation testing runs the same tests in hundreds of JVMs, and starting the compiler is most of their work.
 */
final class Compilations {
    private static final @Nullable String FOLDER = System.getProperty("ikat.compiled");
    private static final Map<String, Map<String, byte[]>> KNOWN = new ConcurrentHashMap<>();

    private Compilations() {}

    /** The class files of the sources, by class name. */
    static Map<String, byte[]> of(
            Map<String, String> sources, String[] options, Supplier<Map<String, byte[]>> compiler) {
        if (FOLDER == null) {
            return compiler.get();
        }
        String text = "" + Runtime.version() + new TreeMap<>(sources) + List.of(options);
        String key =
                UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
        return KNOWN.computeIfAbsent(key, it -> read(Path.of(FOLDER, key), compiler));
    }

    private static Map<String, byte[]> read(Path file, Supplier<Map<String, byte[]>> compiler) {
        try {
            if (Files.exists(file)) {
                return decode(Files.readAllBytes(file));
            }
            Map<String, byte[]> classes = compiler.get();
            Files.createDirectories(file.getParent());
            Path whole = Files.write(Files.createTempFile(file.getParent(), "new", null), encode(classes));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            return classes;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static byte[] encode(Map<String, byte[]> classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream output = new DataOutputStream(bytes);
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            output.writeUTF(each.getKey());
            output.writeInt(each.getValue().length);
            output.write(each.getValue());
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> decode(byte[] bytes) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes));
        while (input.available() > 0) {
            String name = input.readUTF();
            classes.put(name, input.readNBytes(input.readInt()));
        }
        return classes;
    }
}
