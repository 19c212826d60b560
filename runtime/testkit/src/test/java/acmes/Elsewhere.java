package acmes;

import java.time.Instant;

/** In a package whose name only begins as that of the others. */
public final class Elsewhere {
    private Elsewhere() {}

    public static Instant now() {
        return Instant.now();
    }
}
