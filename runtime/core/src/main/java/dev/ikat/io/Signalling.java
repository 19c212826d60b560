package dev.ikat.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Signals by their names. The JDK sends two of them; the shell knows the others, and their numbers on this system. */
final class Signalling {
    private Signalling() {}

    /** Sends it, and blocks meanwhile. */
    @SuppressWarnings("NullAway") // Void has no other value
    static Void send(Subprocess process, String name) throws IOException, InterruptedException {
        boolean sent = switch (name) {
            case "TERM" -> process.terminate();
            case "KILL" -> process.kill();
            default -> process.process.isAlive();
        };
        if (!sent) {
            throw new IOException("the signal " + name + " came too late: " + process + " has ended");
        }
        if (!name.equals("TERM") && !name.equals("KILL")) {
            byShell(process, name);
        }
        return null;
    }

    private static void byShell(Subprocess process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start();
        kill.getOutputStream().close();
        String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (kill.waitFor() != 0) {
            throw new IOException("the signal " + name + " could not be sent to " + process + ": " + said);
        }
    }
}
