package dev.ikat.agent;

import dev.ikat.weave.Weaver;
import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.types.ClassFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Weaves single class files, prints what there is to say, and remembers how it went. */
final class Outcome {
    private boolean refused;
    private boolean failed;

    int exitCode() {
        return failed ? WeaveCommand.FAILED : refused ? WeaveCommand.REFUSED : WeaveCommand.DONE;
    }

    /** The woven file; null when there is nothing to do. */
    byte @Nullable [] weave(byte[] classFile, ClassFiles others) throws IOException {
        Weaver.Result result;
        try {
            result = Weaver.weave(classFile, Aim.SPEED, ClassFiles.hierarchy(others));
        } catch (RuntimeException error) {
            throw new IOException("the class file cannot be read (" + error + ")", error);
        }
        result.refusals().forEach(refusal -> System.err.println("[ikat] not woven: " + refusal));
        result.warnings().forEach(warning -> System.err.println("[ikat] slow: " + warning));
        refused |= !result.refusals().isEmpty();
        return result.classFile();
    }

    /** The file stays as it was. */
    void failed(String place, Exception error) {
        failed = true;
        String reason = error instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : error.getMessage();
        System.err.println(
                "[ikat] " + place + ": " + (reason == null ? error.toString() : reason) + ". It stays as it was");
    }
}
