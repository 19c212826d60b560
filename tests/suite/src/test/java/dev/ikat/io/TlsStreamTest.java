package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TlsStreamTest extends TlsFixture {
    @Test
    void whatIsWrittenIsRead() {
        inLoop(() -> {
            try (var server = await(listen(server(), TlsFixture::echo));
                    var stream = await(TlsStream.connect("localhost", server.port(), client()))) {
                await(stream.write("hello\n"));
                assertThat(await(stream.readLine())).isEqualTo("hello");
                assertThat(stream.protocol()).isEqualTo("TLSv1.3");
                assertThat(stream.peerCertificates()).containsExactly(Certificates.LOCALHOST.certificate);
            }
            return done();
        });
    }
}
