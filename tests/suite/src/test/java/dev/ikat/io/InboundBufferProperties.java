package dev.ikat.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class InboundBufferProperties {
    private static final byte[] LF = {10};

    private final InboundBuffer buffer = new InboundBuffer();
    private byte[] model = {};
    private byte next;

    /** Positive steps append, negative ones take, a zero looks for a line; every third take is given back. */
    @Property
    void itIsAQueueOfBytes(@ForAll @Size(max = 60) List<@IntRange(min = -40, max = 40) Integer> steps)
            throws IOException {
        int takes = 0;
        for (int step : steps) {
            if (step > 0) {
                append(step);
            } else if (step < 0) {
                take(Math.min(-step, model.length), ++takes % 3 == 0);
            }
            assertThat(buffer.size()).isEqualTo(model.length);
            assertThat(buffer.has((byte) '\n', 0)).isEqualTo(model.length > 0 && model[0] == '\n');
            if (step % 2 == 0) {
                assertThat(buffer.lengthWith(LF)).isEqualTo(lineLength());
            }
        }
        take(model.length, false);
        assertThat(buffer.size()).isZero();
    }

    private void append(int count) throws IOException {
        byte[] more = new byte[count];
        for (int i = 0; i < count; i++) {
            more[i] = next++;
        }
        buffer.append(ByteBuffer.wrap(more));
        int before = model.length;
        model = Arrays.copyOf(model, before + count);
        System.arraycopy(more, 0, model, before, count);
    }

    private void take(int count, boolean givingBack) {
        long takenBefore = buffer.taken();
        byte[] taken = buffer.take(count);
        assertThat(taken).isEqualTo(Arrays.copyOf(model, count));
        assertThat(buffer.taken() - takenBefore).isEqualTo(count);
        if (givingBack) {
            buffer.giveBack(taken);
            assertThat(buffer.taken()).isEqualTo(takenBefore);
        } else {
            model = Arrays.copyOfRange(model, count, model.length);
        }
    }

    private int lineLength() {
        for (int i = 0; i < model.length; i++) {
            if (model[i] == '\n') {
                return i + 1;
            }
        }
        return InboundBuffer.NONE;
    }
}
