package dev.ikat.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys and certificates for tests, made when they are first needed and nowhere kept: an authority, and what it has signed.
 * Written in DER by hand, as the JDK has no API for that (RFC 5280).
 */
final class Certificates {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST_YEAR = Instant.parse("2021-01-01T00:00:00Z");
    private static final Instant FAR = Instant.parse("2049-01-01T00:00:00Z");
    private static final AtomicInteger SERIAL = new AtomicInteger(1);
    private static final byte[] ECDSA_WITH_SHA256 = oid(1, 2, 840, 10045, 4, 3, 2);

    /** Whom the tests trust. */
    static final Certificates AUTHORITY = new Certificates("EC", "Ikat test authority", null, FAR);

    /** Whom they do not. */
    static final Certificates STRANGER = new Certificates("EC", "Some other authority", null, FAR);

    /** For localhost, 127.0.0.1 and ::1. */
    static final Certificates LOCALHOST = new Certificates("EC", "localhost", AUTHORITY, FAR, "localhost");

    static final Certificates RSA = new Certificates("RSA", "localhost", AUTHORITY, FAR, "localhost");
    static final Certificates ED25519 = new Certificates("Ed25519", "localhost", AUTHORITY, FAR, "localhost");
    static final Certificates OTHER_NAME = new Certificates("EC", "other.test", AUTHORITY, FAR, "other.test");
    static final Certificates EXPIRED = new Certificates("EC", "localhost", AUTHORITY, LAST_YEAR, "localhost");
    static final Certificates UNTRUSTED = new Certificates("EC", "localhost", STRANGER, FAR, "localhost");
    static final Certificates CLIENT = new Certificates("EC", "a client", AUTHORITY, FAR);

    private final String name;
    private final KeyPair keys;
    final X509Certificate certificate;
    final Path chain;
    final Path key;

    private Certificates(String algorithm, String name, Certificates issuer, Instant until, String... hosts) {
        this.name = name;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (!algorithm.equals("Ed25519")) {
                generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            }
            keys = generator.generateKeyPair();
            PrivateKey signer = (issuer == null ? keys : issuer.keys).getPrivate();
            byte[] encoded =
                    signed(toBeSigned(issuer == null ? name : issuer.name, issuer == null, until, hosts), signer);
            certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            chain = pem("CERTIFICATE", encoded);
            key = pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A context of the JDK's with this identity, which trusts the authority. */
    SSLContext context() {
        try {
            char[] none = {};
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, none);
            store.setCertificateEntry("authority", AUTHORITY.certificate);
            store.setKeyEntry("own", keys.getPrivate(), none, new X509Certificate[] {certificate});
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store, none);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static Path pem(String label, byte[] content) throws IOException {
        Path file = Files.createTempFile("ikat-test", ".pem");
        file.toFile().deleteOnExit();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    private byte[] toBeSigned(String issuer, boolean isAuthority, Instant until, String[] hosts) throws IOException {
        byte[] version = der(0xa0, der(0x02, new byte[] {2}));
        byte[] serial =
                der(0x02, BigInteger.valueOf(1000 + SERIAL.getAndIncrement()).toByteArray());
        byte[] validity = der(0x30, time(LONG_AGO), time(until));
        byte[] extensions = isAuthority ? authority() : alternatives(hosts);
        return der(
                0x30,
                version,
                serial,
                der(0x30, ECDSA_WITH_SHA256),
                distinguished(issuer),
                validity,
                distinguished(name),
                keys.getPublic().getEncoded(),
                der(0xa3, der(0x30, extensions)));
    }

    private static byte[] signed(byte[] content, PrivateKey signer) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(content);
        return der(0x30, content, der(0x30, ECDSA_WITH_SHA256), der(0x03, new byte[] {0}, signature.sign()));
    }

    private static byte[] authority() {
        byte[] basicConstraints = der(0x30, der(0x01, new byte[] {-1}));
        return der(0x30, oid(2, 5, 29, 19), der(0x01, new byte[] {-1}), der(0x04, basicConstraints));
    }

    private static byte[] alternatives(String[] hosts) throws IOException {
        byte[] names = new byte[0];
        for (String host : hosts) {
            names = join(names, der(0x82, host.getBytes(StandardCharsets.US_ASCII)));
            if (host.equals("localhost")) {
                names = join(names, der(0x87, InetAddress.getByName("127.0.0.1").getAddress()));
                names = join(names, der(0x87, InetAddress.getByName("::1").getAddress()));
            }
        }
        if (hosts.length == 0) {
            names = der(0x82, "nobody.test".getBytes(StandardCharsets.US_ASCII));
        }
        return der(0x30, oid(2, 5, 29, 17), der(0x04, der(0x30, names)));
    }

    private static byte[] distinguished(String commonName) {
        byte[] value = der(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
        return der(0x30, der(0x31, der(0x30, oid(2, 5, 4, 3), value)));
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return der(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(int... arcs) {
        byte[] content = {(byte) (arcs[0] * 40 + arcs[1])};
        for (int i = 2; i < arcs.length; i++) {
            byte[] digits = {(byte) (arcs[i] & 0x7f)};
            for (int rest = arcs[i] >>> 7; rest > 0; rest >>>= 7) {
                digits = join(new byte[] {(byte) ((rest & 0x7f) | 0x80)}, digits);
            }
            content = join(content, digits);
        }
        return der(0x06, content);
    }

    private static byte[] der(int tag, byte[]... contents) {
        byte[] content = join(contents);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skipped = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skipped));
            out.write(length, skipped, length.length - skipped);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
