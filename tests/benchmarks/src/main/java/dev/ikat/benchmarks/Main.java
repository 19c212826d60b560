package dev.ikat.benchmarks;

import java.io.IOException;
import java.util.stream.Stream;

/** JMH's own command line, without the rows that this JDK cannot run. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Stream<String> excluded = VirtualThreads.AVAILABLE ? Stream.of() : Stream.of("-e", VirtualThreads.ROWS);
        org.openjdk.jmh.Main.main(Stream.concat(Stream.of(arguments), excluded).toArray(String[]::new));
    }
}
