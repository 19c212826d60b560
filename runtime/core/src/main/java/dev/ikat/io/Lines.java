package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, a block of bytes at a time. Bytes of a character that the block cuts wait for the next one, and so do
 * the characters of its last line. A line ends with LF, CR or CRLF, which may stand on both sides of a border; the last one
 * may lack its end. Malformed input is an error, after the lines before it. Used by one thread at a time.
 *
 * <p>Source: {@link java.io.BufferedReader#readLine}, for what a line is.
 */
final class Lines extends FileSource<String> {
    /** More than any character has in any charset. */
    private static final int LONGEST_CHARACTER = 32;

    private final CharsetDecoder decoder;
    private final int block;
    private final ByteBuffer bytes;
    private final CharBuffer chars;

    /** The beginning of a line, from earlier blocks. */
    private final StringBuilder begun = new StringBuilder();

    private boolean afterCarriageReturn;
    private boolean ended;
    private @Nullable CharacterCodingException malformed;

    Lines(Path path, Charset charset, int block) {
        super(path);
        decoder = charset.newDecoder();
        this.block = block;
        bytes = ByteBuffer.allocate(block + LONGEST_CHARACTER);
        chars = CharBuffer.allocate(block + LONGEST_CHARACTER);
    }

    @Override
    List<String> next(ReadableByteChannel channel) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty() && malformed == null && !ended) {
            bytes.limit(Math.min(bytes.capacity(), bytes.position() + block));
            ended = channel.read(bytes) < 0;
            bytes.flip();
            decode(lines);
            bytes.compact();
        }
        if (lines.isEmpty() && malformed != null) {
            throw malformed;
        }
        return lines;
    }

    private void decode(List<String> lines) {
        CoderResult result;
        do {
            result = decoder.decode(bytes, chars, ended);
            if (ended && result.isUnderflow()) {
                result = decoder.flush(chars);
            }
            chars.flip();
            split(lines);
            chars.clear();
        } while (result.isOverflow());
        if (result.isError()) {
            malformed = errorOf(result);
        } else if (ended && begun.length() > 0) {
            lines.add(begun.toString());
        }
    }

    private static CharacterCodingException errorOf(CoderResult result) {
        try {
            result.throwException();
        } catch (CharacterCodingException error) {
            return error;
        }
        throw new AssertionError(result);
    }

    private void split(List<String> lines) {
        char[] array = chars.array();
        int end = chars.limit();
        int from = 0;
        for (int at = 0; at < end; at++) {
            char c = array[at];
            if (c != '\n' && c != '\r') {
                afterCarriageReturn = false;
            } else if (c == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                from = at + 1; // the line ended before it
            } else {
                lines.add(line(array, from, at));
                from = at + 1;
                afterCarriageReturn = c == '\r';
            }
        }
        begun.append(array, from, end - from);
    }

    private String line(char[] array, int from, int to) {
        if (begun.length() == 0) {
            return new String(array, from, to - from);
        }
        String line = begun.append(array, from, to - from).toString();
        begun.setLength(0);
        return line;
    }
}
