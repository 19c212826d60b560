package dev.ikat.weave.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the corpus. */
public final class Programs {
    private static final Path FOLDER = Path.of("src/test/resources/corpus");

    private Programs() {}

    /** The programs that the Java of this run knows; one named {@code …21.java} needs that Java or a later one. */
    public static List<Path> here() throws IOException {
        return upTo(Runtime.version().feature());
    }

    /** The programs in the given Java. */
    public static List<Path> upTo(int feature) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> feature(file) <= feature).sorted().toList();
        }
    }

    /** The name of a program's main class. */
    public static String main(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static int feature(Path file) {
        String digits = file.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() ? 17 : Integer.parseInt(digits);
    }
}
