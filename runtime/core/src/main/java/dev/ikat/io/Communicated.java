package dev.ikat.io;

import java.nio.charset.StandardCharsets;

/**
 * What a process has written to its end.
 *
 * @param stdout its standard output; empty when that was not piped
 * @param stderr its standard error; empty when that was not piped
 */
@SuppressWarnings("ArrayRecordComponent") // an answer to be looked into, not compared
public record Communicated(byte[] stdout, byte[] stderr) {
    /** The standard output as UTF-8. */
    public String stdoutText() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** The standard error as UTF-8. */
    public String stderrText() {
        return new String(stderr, StandardCharsets.UTF_8);
    }
}
