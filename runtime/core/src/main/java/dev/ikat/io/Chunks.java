package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The bytes of a file in pieces of one size, but for the last. */
final class Chunks extends FileSource<byte[]> {
    private final int size;

    Chunks(Path path, int size) {
        super(path);
        this.size = size;
    }

    @Override
    List<byte[]> next(ReadableByteChannel channel) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(size);
        Blocks.fill(channel, chunk);
        byte[] bytes = chunk.array();
        int count = chunk.position();
        return count == 0 ? List.of() : List.of(count == size ? bytes : Arrays.copyOf(bytes, count));
    }
}
