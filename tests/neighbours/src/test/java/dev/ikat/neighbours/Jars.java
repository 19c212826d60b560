package dev.ikat.neighbours;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars that child JVMs use: ours, as built, and the neighbours', as the build copied them. */
final class Jars {
    static final Path AGENT = Path.of(System.getProperty("ikat.agent.jar"));
    static final Path RUNTIME = Path.of(System.getProperty("ikat.runtime.jar"));

    static final Path ASM = neighbour("asm");
    static final Path JACOCO = neighbour("org.jacoco.agent-runtime");
    static final Path MOCKITO = neighbour("mockito-core");
    static final Path BYTE_BUDDY = neighbour("byte-buddy");
    static final Path BYTE_BUDDY_AGENT = neighbour("byte-buddy-agent");
    static final Path OBJENESIS = neighbour("objenesis");
    static final Path OPENTELEMETRY = neighbour("opentelemetry-javaagent");
    static final List<Path> OPENTELEMETRY_LIBRARIES = List.of(
            neighbour("opentelemetry-instrumentation-annotations"),
            neighbour("opentelemetry-api"),
            neighbour("opentelemetry-context"),
            neighbour("opentelemetry-common"));
    static final Path SPRING_BOOT_LOADER = neighbour("spring-boot-loader");

    private Jars() {}

    private static Path neighbour(String name) {
        return Path.of(System.getProperty("ikat.neighbours.jars"), name + ".jar");
    }

    /** A class path or module path. */
    static String path(Path first, List<Path> more) {
        return Stream.concat(Stream.of(first), more.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
