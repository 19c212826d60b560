package dev.ikat.examples;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The terminal, always in UTF-8. Colours where somebody looks at it or {@code FORCE_COLOR} is set, and nowhere if {@code
 * NO_COLOR} is (no-color.org, force-color.org).
 */
final class Screen {
    private static final int WIDTH = 79;
    private static final String MARGIN = "   ";

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final boolean coloured = isColoured(System.getenv(), System.console() != null);
    private int column;

    enum Ink {
        BOLD(1),
        DIM(2),
        RED(31),
        GREEN(32),
        YELLOW(33),
        CYAN(36);

        private final int code;

        Ink(int code) {
            this.code = code;
        }
    }

    static boolean isColoured(Map<String, String> environment, boolean watched) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean forced = !environment.getOrDefault("FORCE_COLOR", "").isEmpty();
        return !refused && (forced || watched);
    }

    String ink(Ink ink, String text) {
        return coloured && !text.isEmpty() ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }

    /** A number of seconds, right-aligned: {@code " 1.25 s"}. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%5.2f s", nanos / 1e9);
    }

    void line(String text) {
        out.println(text.isEmpty() ? "" : MARGIN + text);
    }

    void heading(String text) {
        out.println();
        out.println(" " + ink(Ink.BOLD, text));
    }

    /** The next piece of a running text, shown at once; a new line begins where it would not fit. */
    void token(String token) {
        boolean fits = column > 0 && column + token.length() <= WIDTH;
        String piece = fits ? token : token.stripLeading();
        if (!fits) {
            endText();
            out.print(MARGIN);
            column = MARGIN.length();
        }
        out.print(piece);
        out.flush();
        column += piece.length();
    }

    /** Ends the running text. */
    void endText() {
        if (column > 0) {
            out.println();
        }
        column = 0;
    }
}
