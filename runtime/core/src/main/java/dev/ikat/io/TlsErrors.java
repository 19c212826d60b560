package dev.ikat.io;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake failed for, in words that say what to do. The JDK's own error is the cause; which of them is meant can
 * often be told by its text only, so one that is not known here is passed on as it is.
 */
final class TlsErrors {
    /** How the JDK begins, newer ones after the name of an alert in parentheses. */
    private static final String ALERT = "Received fatal alert: ";

    /** How newer ones say that it was not encrypted, as OpenSSL's is in the midst of a handshake; the alert's name ends it. */
    private static final String PLAIN_ALERT = "plaintext alert received: ";

    private TlsErrors() {}

    /** {@code TLS handshake with host/address}. */
    static String who(@Nullable String host, ByteStream below) {
        return "TLS handshake with " + (host == null || below.peer.startsWith(host + "/") ? "" : host + " at ")
                + below.peer;
    }

    /** What the awaiting task gets; what is no failure of a handshake stays as it is. */
    static Throwable describe(Throwable error, @Nullable String host, ByteStream below, byte[] firstBytes) {
        if (error instanceof SocketTimeoutException || error instanceof StreamClosedException) {
            return error;
        }
        if (!(error instanceof IOException)) {
            return error;
        }
        String text = who(host, below) + " failed: " + reason(error, host, firstBytes);
        IOException described = error instanceof EOFException || error instanceof SSLException
                ? new SSLHandshakeException(text)
                : Io.describe((IOException) error, "; " + who(host, below) + " failed");
        if (described.getCause() == null) {
            described.initCause(error);
        }
        return described;
    }

    private static String reason(Throwable error, @Nullable String host, byte[] firstBytes) {
        if (error instanceof EOFException) {
            return error.getMessage() + (host == null ? "" : "; does it speak TLS at this port?");
        }
        String message = String.valueOf(error.getMessage());
        int alert = message.indexOf(ALERT);
        if (alert >= 0) {
            return refused(message.substring(alert + ALERT.length()), host != null);
        }
        String root = rootMessage(error);
        if (root.contains(PLAIN_ALERT)) {
            return refused(root.substring(root.lastIndexOf(' ') + 1), host != null);
        }
        if (!isTls(firstBytes)) {
            return "the peer does not speak TLS: " + opening(firstBytes);
        }
        String certificate = certificate(error, host);
        return certificate == null ? general(message, root) : certificate + " (" + root + ")";
    }

    /** By the type of the first record, where one came: those of TLS are 20 to 24, and that of SSL 2 has its first bit set. */
    private static boolean isTls(byte[] firstBytes) {
        return firstBytes.length == 0 || firstBytes[0] < 0 || (firstBytes[0] >= 20 && firstBytes[0] <= 24);
    }

    private static String opening(byte[] firstBytes) {
        String text = new String(firstBytes, StandardCharsets.ISO_8859_1);
        boolean isHttp = text.matches("(?s)(HTTP/|(GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|CONNECT) ).*");
        return "its first bytes are " + Io.quote(firstBytes)
                + (isHttp
                        ? ", which is plain HTTP: one of the two has the wrong port, or http:// should be https://"
                        : "; is it the right port, and does TLS begin at once there (or after STARTTLS)?");
    }

    private static @Nullable String certificate(Throwable error, @Nullable String host) {
        String owner = host == null ? "the client's certificate " : "the certificate ";
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return owner + "has expired: its owner must renew it (or this machine's clock is wrong)";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return owner + "is not valid yet: is this machine's clock right?";
            }
            if (cause instanceof CertPathBuilderException || isUnknownAnchor(cause)) {
                return owner
                        + "comes from no authority that is trusted here: TlsOptions.builder().trust(file) trusts the"
                        + " authority's certificate, and a server should send the intermediate ones with its own";
            }
        }
        return host == null || !isWrongName(rootMessage(error)) ? null : wrongName(host);
    }

    private static String wrongName(String host) {
        return "the certificate does not match host name '" + host + "': connect by a name that it is for, or have one"
                + " issued for this name; verifyHostName(false) only where nobody else can get a certificate that is"
                + " trusted";
    }

    private static boolean isUnknownAnchor(Throwable cause) {
        return cause instanceof CertPathValidatorException
                && String.valueOf(cause.getMessage()).contains("trust anchor");
    }

    /** The JDK says it in these words only. */
    private static boolean isWrongName(String message) {
        return message.startsWith("No subject alternative") || message.startsWith("No name matching");
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        for (Throwable cause; (cause = root.getCause()) != null; ) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }

    /** The peer has ended it with an alert. */
    private static String refused(String alert, boolean isClient) {
        String advice = switch (alert.toLowerCase(Locale.ROOT)) {
            case "handshake_failure" ->
                isClient
                        ? ": it has no version or cipher suite in common with us, or wants a certificate of ours"
                                + " (TlsOptions.builder().certificate)"
                        : ": it found nothing in common with us";
            case "protocol_version" -> ": it does not speak the versions that we do (TlsOptions.builder().protocols)";
            case "unknown_ca" -> ": it does not trust the authority of our certificate";
            case "bad_certificate", "certificate_unknown", "unsupported_certificate" ->
                isClient
                        ? ": it does not take our certificate, or wants one (TlsOptions.builder().certificate)"
                        : ": it does not take our certificate; is that for the name that it uses, and by an authority that it"
                                + " trusts?";
            case "certificate_required" -> ": it wants a certificate of ours (TlsOptions.builder().certificate)";
            case "certificate_expired" -> ": our certificate has expired";
            case "no_application_protocol" -> ": it speaks none of our application protocols (ALPN)";
            case "unrecognized_name" -> ": it knows no host of that name";
            default -> "";
        };
        return "the peer refused, with the alert " + alert + advice;
    }

    private static String general(String message, String rootMessage) {
        if (message.contains("no cipher suites in common") || message.contains("No appropriate protocol")) {
            return message
                    + "; see protocols and cipherSuites of TlsOptions, and whether the certificate's kind of key suits"
                    + " them";
        }
        if (rootMessage.contains("Insufficient buffer remaining for AEAD")) {
            return "the peer sent something that is not encrypted, which is most often an alert: it does not trust our"
                    + " certificate, or that is not for the name it uses (" + rootMessage + ")";
        }
        if (message.contains("Empty client certificate chain") || message.contains("null cert chain")) {
            return "the client shows no certificate, and it needs one (" + message + ")";
        }
        return message;
    }
}
