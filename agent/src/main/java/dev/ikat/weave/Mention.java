package dev.ikat.weave;

import dev.ikat.weave.plan.RuntimeSymbols;
import java.nio.charset.StandardCharsets;

/** The quick look: a class that nowhere names our packages is left alone after one scan of its bytes. */
final class Mention {
    private static final byte[] MARK = RuntimeSymbols.MARK.getBytes(StandardCharsets.US_ASCII);

    private Mention() {}

    static boolean in(byte[] classFile) {
        int last = classFile.length - MARK.length;
        for (int i = 0; i <= last; i++) {
            if (classFile[i] == MARK[0] && matches(classFile, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int from) {
        for (int i = 1; i < MARK.length; i++) {
            if (bytes[from + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }
}
