package dev.ikat.weave;

import dev.ikat.weave.plan.RuntimeSymbols;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The quick look that every class of an application gets as it loads: a walk over the constant pool of its class file, from
 * length to length (JVMS 4.4). Annotations, classes whose methods are called and the mark of a woven class are entries of
 * their own there, so that most entries are told by their lengths alone. It loads nothing else of the weaver.
 */
public final class Mention {
    /** Magic number, versions and the count of the pool stand before it. */
    private static final int POOL = 10;

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    /** The sizes of entries with their tags, by tag; 0 where there is no such tag, or the size is not fixed. */
    private static final byte[] SIZES = {0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    /** What is looked for, by its length; the lengths differ. */
    private static final byte[][] MARKS = new byte[32][];

    static {
        for (String mark : new String[] {RuntimeSymbols.ASYNC, RuntimeSymbols.IKAT, RuntimeSymbols.WOVEN}) {
            assert MARKS[mark.length()] == null : mark;
            MARKS[mark.length()] = mark.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private Mention() {}

    /** Whether there can be something to weave, or something woven. A file that is malformed, or too new, may be either. */
    public static boolean in(byte[] classFile) {
        int entries = classFile.length < POOL ? 0 : unsigned(classFile, POOL - 2);
        int at = POOL;
        for (int i = 1; i < entries; i++) {
            if (at + 3 > classFile.length) {
                return anywhereIn(classFile);
            }
            int tag = classFile[at];
            if (tag == UTF8) {
                int length = unsigned(classFile, at + 1);
                at += 3;
                if (isMark(classFile, at, length)) {
                    return true;
                }
                at += length;
            } else if (tag > 0 && tag < SIZES.length && SIZES[tag] > 0) {
                at += SIZES[tag];
                i += tag == LONG || tag == DOUBLE ? 1 : 0; // they take two indices
            } else {
                return anywhereIn(classFile);
            }
        }
        return false;
    }

    /** Whether our packages are named at all, in any form. */
    static boolean anywhereIn(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains(RuntimeSymbols.PACKAGE);
    }

    private static boolean isMark(byte[] file, int from, int length) {
        byte[] mark = length < MARKS.length ? MARKS[length] : null;
        return mark != null
                && from + length <= file.length
                && Arrays.equals(file, from, from + length, mark, 0, length);
    }

    private static int unsigned(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    }
}
