package dev.ikat.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in files as openssl and certificate authorities write them (RFC 7468). */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private final Path file;
    private final List<Block> blocks = new ArrayList<>();

    private record Block(String label, byte[] content) {}

    private Pem(Path file) throws IOException {
        this.file = file;
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), decode(matcher.group(2))));
        }
    }

    private byte[] decode(String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw new IOException(file + ": a block is not base64: " + malformed.getMessage(), malformed);
        }
    }

    /** The certificates of a file, in their order; at least one. */
    static X509Certificate[] certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : new Pem(file).blocks) {
            if (block.label.endsWith("CERTIFICATE")) {
                certificates.add(certificate(file, block.content));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " has no certificate: it should have a text block that begins with"
                    + " -----BEGIN CERTIFICATE-----");
        }
        return certificates.toArray(X509Certificate[]::new);
    }

    private static X509Certificate certificate(Path file, byte[] content) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException malformed) {
            throw new IOException(file + ": a certificate cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    /** The key of a file, which must be that of the certificate. */
    static PrivateKey key(Path file, X509Certificate certificate) throws IOException {
        String found = "nothing of that kind";
        for (Block block : new Pem(file).blocks) {
            if (block.label.equals("PRIVATE KEY")) {
                return key(file, block.content, certificate.getPublicKey());
            }
            found = block.label.endsWith("PRIVATE KEY") ? "an " + block.label : found;
        }
        throw new IOException(
                file + " has no key that is in PKCS#8 and not encrypted (-----BEGIN PRIVATE KEY-----) but " + found
                        + "; openssl pkcs8 -topk8 -nodes -in " + file.getFileName() + " converts it");
    }

    private static PrivateKey key(Path file, byte[] content, PublicKey publicKey) throws IOException {
        String algorithm = publicKey.getAlgorithm();
        try {
            PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
            if (isPair(key, publicKey)) {
                return key;
            }
        } catch (GeneralSecurityException otherKind) {
            throw new IOException(
                    "the key in " + file + " cannot be read as one for " + algorithm
                            + ", which the certificate has; is it the certificate's? " + otherKind.getMessage(),
                    otherKind);
        }
        throw new IOException("the key in " + file + " is not the one of the certificate: name the key that the"
                + " certificate was asked for with, and the file where the certificate itself stands first");
    }

    private static boolean isPair(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        if (key instanceof RSAKey mine && publicKey instanceof RSAKey theirs) {
            return mine.getModulus().equals(theirs.getModulus());
        }
        String name = publicKey.getAlgorithm();
        Signature signature = Signature.getInstance(name.equals("EC") ? "SHA256withECDSA" : name);
        signature.initSign(key);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update((byte) 1);
        return signature.verify(signed);
    }
}
