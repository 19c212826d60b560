package dev.ikat.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the JDK's own client sends is understood, in any pieces; and what is spoiled does no harm. */
class ClientHelloProperties {
    private static byte[] hello(String host) throws GeneralSecurityException, SSLException {
        SSLEngine engine = TlsOptions.defaults().clientEngine(host, 443);
        ByteBuffer record = ByteBuffer.allocate(TlsBuffers.RECORD);
        engine.wrap(ByteBuffer.allocate(0), record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }

    /** The same message in records of so many bytes. */
    private static ByteBuffer inRecordsOf(int size, byte[] hello) {
        int length = hello.length - 5;
        ByteBuffer records = ByteBuffer.allocate(length + 5 * (length / size + 1));
        for (int from = 0; from < length; from += size) {
            int count = Math.min(size, length - from);
            records.put(hello, 0, 3).putShort((short) count).put(hello, 5 + from, count);
        }
        return records.flip();
    }

    @Property(tries = 20)
    void theNameIsFoundWhenTheMessageIsWhole(@ForAll @IntRange(min = 1, max = 700) int size)
            throws GeneralSecurityException, SSLException {
        ByteBuffer records = inRecordsOf(size, hello("some.host.test"));
        for (int count = 0; count < records.limit(); count++) {
            assertThat(ClientHello.in(records.slice(0, count)).isComplete()).isFalse();
        }
        assertThat(ClientHello.in(records)).isEqualTo(new ClientHello(true, "some.host.test"));
        assertThat(records.position()).isZero();
    }

    @Property(tries = 500)
    void whatIsSpoiledDoesNoHarm(@ForAll long seed) throws GeneralSecurityException, SSLException {
        Random random = new Random(seed);
        byte[] hello = hello("some.host.test");
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            hello[random.nextInt(hello.length)] = (byte) random.nextInt(256);
        }
        ClientHello.in(ByteBuffer.wrap(hello, 0, random.nextInt(hello.length + 1)));
    }

    @Property(tries = 1)
    void anAddressIsNoName() throws GeneralSecurityException, SSLException {
        assertThat(ClientHello.in(ByteBuffer.wrap(hello("192.0.2.1")))).isEqualTo(new ClientHello(true, null));
        assertThat(ClientHello.in(ByteBuffer.wrap(hello("2001:db8::1")))).isEqualTo(new ClientHello(true, null));
        assertThat(ClientHello.in(ByteBuffer.wrap(hello("localhost")))).isEqualTo(new ClientHello(true, "localhost"));
        assertThat(ClientHello.in(ByteBuffer.wrap(hello("Some.Host.test."))))
                .isEqualTo(new ClientHello(true, "some.host.test"));
    }
}
