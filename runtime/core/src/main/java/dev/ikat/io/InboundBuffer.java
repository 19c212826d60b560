package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes that have come and nobody has taken. An array with a window; an empty buffer holds no array. Bytes that come
 * into an empty buffer get an array of just their size, and who takes them all gets that array: the usual read copies
 * each byte once.
 */
final class InboundBuffer {
    /** No such place. */
    static final int NONE = -1;

    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int start;
    private int end;

    /** No {@code scannedFor} ends in the bytes from {@code start} to here. */
    private int scanned;

    private byte[][] scannedFor = {};

    /** How many bytes were taken so far; a sign that nobody has taken any since. */
    private long taken;

    int size() {
        return end - start;
    }

    long taken() {
        return taken;
    }

    /** Takes what the source has; fails when all together is more than an array can hold. */
    void append(ByteBuffer source) throws IOException {
        int count = source.remaining();
        makeRoom(count);
        source.get(bytes, end, count);
        end += count;
    }

    private void makeRoom(int count) throws IOException {
        int size = size();
        if (size > MAX_SIZE - count) {
            throw new IOException("more than " + MAX_SIZE + " bytes in one piece; read a large stream in parts:");
        }
        if (size == 0) {
            replace(new byte[count], 0);
        } else if (bytes.length - end < count) {
            byte[] larger = new byte[Math.max(size + count, (int) Math.min(2L * size, MAX_SIZE))];
            System.arraycopy(bytes, start, larger, 0, size);
            replace(larger, size);
        }
    }

    private void replace(byte[] array, int size) {
        scanned -= start;
        bytes = array;
        start = 0;
        end = size;
    }

    /** Takes the first bytes out. */
    byte[] take(int count) {
        assert count >= 0 && count <= size();
        boolean whole = start == 0 && count == bytes.length;
        byte[] result = whole ? bytes : Arrays.copyOfRange(bytes, start, start + count);
        removed(count);
        return result;
    }

    /** Takes the first bytes out, as many as the target has room for. */
    int takeInto(ByteBuffer target) {
        int count = Math.min(target.remaining(), size());
        target.put(bytes, start, count);
        removed(count);
        return count;
    }

    /** So many bytes were taken without coming by here. */
    void passed(int count) {
        taken += count;
    }

    private void removed(int count) {
        start += count;
        taken += count;
        if (start == end) {
            clear();
        }
        scanned = Math.max(scanned, start);
    }

    /** Puts the bytes that were taken last back to the front. */
    void giveBack(byte[] last) {
        byte[] all = Arrays.copyOf(last, last.length + size());
        System.arraycopy(bytes, start, all, last.length, size());
        bytes = all;
        start = 0;
        end = all.length;
        scanned = 0;
        taken -= last.length;
    }

    /** How many bytes there are up to the separator that ends first, and with it; {@link #NONE} when there is none yet. */
    int lengthWith(byte[]... separators) {
        if (separators != scannedFor && !Arrays.deepEquals(separators, scannedFor)) {
            scannedFor = separators;
            scanned = start;
        }
        boolean single = separators.length == 1;
        byte last = separators[0][separators[0].length - 1];
        for (int i = Math.max(scanned, start); i < end; i++) {
            if ((!single || bytes[i] == last) && isEndOfAny(i, separators)) {
                scanned = i;
                return i + 1 - start;
            }
        }
        scanned = end;
        return NONE;
    }

    private boolean isEndOfAny(int index, byte[][] separators) {
        byte last = bytes[index];
        for (byte[] separator : separators) {
            if (last == separator[separator.length - 1] && endsAt(index + 1, separator)) {
                return true;
            }
        }
        return false;
    }

    private boolean endsAt(int index, byte[] separator) {
        int from = index - separator.length;
        return from >= start && Arrays.equals(bytes, from, index, separator, 0, separator.length);
    }

    /** Whether the byte at this place from the front is this one. */
    boolean has(byte value, int index) {
        return index >= 0 && index < size() && bytes[start + index] == value;
    }

    void clear() {
        bytes = NOTHING;
        start = 0;
        end = 0;
        scanned = 0;
    }
}
