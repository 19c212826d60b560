package dev.ikat.io;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TlsStream} is to be: whom it trusts, who it is, and what it speaks. Immutable, for any thread, and made once
 * for many connections: those of one object share a cache of sessions, so that a second handshake with a server is short.
 *
 * <p>A client trusts the JDK's authorities and verifies the name of the host, unless told otherwise. A server needs a
 * {@link Builder#certificate}.
 */
public final class TlsOptions {
    /** Whether a server asks its clients for certificates. */
    public enum ClientAuthentication {
        /** It does not. */
        NONE,
        /** It does, and takes clients that have none. */
        WANTED,
        /** It does, and refuses clients that have none. */
        NEEDED
    }

    private static final TlsOptions DEFAULTS = builder().build();

    final Duration handshakeTimeout;
    final Duration shutdownTimeout;
    private final @Nullable SSLContext context;
    private final boolean hasIdentity;
    private final String @Nullable [] protocols;
    private final String @Nullable [] cipherSuites;
    private final String[] applicationProtocols;
    private final ClientAuthentication clientAuthentication;
    private final boolean verifiesHostName;
    private final Map<String, TlsOptions> byServerName;

    private TlsOptions(Builder builder) {
        context = builder.makeContext();
        hasIdentity = builder.context != null || !builder.identities.isEmpty();
        protocols = builder.protocols;
        cipherSuites = builder.cipherSuites;
        applicationProtocols = builder.applicationProtocols;
        clientAuthentication = builder.clientAuthentication;
        verifiesHostName = builder.verifiesHostName;
        handshakeTimeout = builder.handshakeTimeout;
        shutdownTimeout = builder.shutdownTimeout;
        byServerName = Map.copyOf(builder.byServerName);
    }

    /** What a client needs: the JDK's context, TLS 1.2 and 1.3, the host name verified, 60 seconds for the handshake. */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    /** Begins with the {@link #defaults}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether the options depend on the name that the client asks for. */
    boolean dependOnName() {
        return !byServerName.isEmpty();
    }

    /** The options for that name. */
    TlsOptions forServerName(@Nullable String name) {
        if (name == null) {
            return this;
        }
        String key = normalised(name);
        TlsOptions exact = byServerName.get(key);
        int dot = key.indexOf('.');
        TlsOptions matching = exact == null && dot > 0 ? byServerName.get("*" + key.substring(dot)) : exact;
        return matching == null ? this : matching;
    }

    private static String normalised(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    void requireIdentity() {
        if (!hasIdentity) {
            throw new IllegalArgumentException("a TLS server needs a certificate: give TlsOptions.builder() one with"
                    + " certificate(chain, key), or a context");
        }
    }

    /** Slow at first: it may load the JDK's authorities. */
    SSLEngine clientEngine(String host, int port) throws GeneralSecurityException {
        SSLEngine engine = contextOrDefault().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine);
        if (verifiesHostName) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!Names.isLiteral(host)) {
            setServerName(parameters, host);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static void setServerName(SSLParameters parameters, String host) {
        try {
            parameters.setServerNames(List.of(new SNIHostName(normalised(host))));
        } catch (IllegalArgumentException noNameForTls) {
            // with an underscore, for instance: the server is not told, and its certificate is verified all the same
        }
    }

    SSLEngine serverEngine() throws GeneralSecurityException {
        SSLEngine engine = contextOrDefault().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine);
        switch (clientAuthentication) {
            case NEEDED -> parameters.setNeedClientAuth(true);
            case WANTED -> parameters.setWantClientAuth(true);
            case NONE -> parameters.setWantClientAuth(false);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLContext contextOrDefault() throws GeneralSecurityException {
        return context == null ? SSLContext.getDefault() : context;
    }

    private SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        if (protocols != null) {
            parameters.setProtocols(protocols);
        }
        if (cipherSuites != null) {
            parameters.setCipherSuites(cipherSuites);
        }
        parameters.setApplicationProtocols(applicationProtocols);
        return parameters;
    }

    /** Collects options; used by one thread. */
    public static final class Builder {
        private static final char[] NO_PASSWORD = {};

        private @Nullable SSLContext context;
        private final List<Identity> identities = new ArrayList<>();
        private final List<X509Certificate> authorities = new ArrayList<>();
        private String @Nullable [] protocols;
        private String @Nullable [] cipherSuites;
        private String[] applicationProtocols = {};
        private ClientAuthentication clientAuthentication = ClientAuthentication.NONE;
        private boolean verifiesHostName = true;
        private Duration handshakeTimeout = Duration.ofSeconds(60);
        private Duration shutdownTimeout = Duration.ofSeconds(30);
        private final Map<String, TlsOptions> byServerName = new HashMap<>();

        private record Identity(X509Certificate[] chain, PrivateKey key) {}

        private Builder() {}

        /** Keys, certificates and trust as the program has set them up, instead of {@link #certificate} and {@link #trust}. */
        public Builder context(SSLContext context) {
            this.context = Objects.requireNonNull(context, "context");
            return this;
        }

        /**
         * Who this end is, from PEM files, which are read here and now. Called again it adds another, of another kind of key
         * for instance.
         *
         * @param chain the certificate, followed by those of the intermediate authorities
         * @param key its key, in PKCS#8, not encrypted
         * @throws IOException when a file cannot be read, or the key is not the certificate's
         */
        public Builder certificate(Path chain, Path key) throws IOException {
            X509Certificate[] certificates = Pem.certificates(chain);
            identities.add(new Identity(certificates, Pem.key(key, certificates[0])));
            return this;
        }

        /**
         * The authorities to trust, instead of the JDK's, from a PEM file, which is read here and now. Called again it adds
         * more.
         *
         * @throws IOException when the file cannot be read
         */
        public Builder trust(Path authorities) throws IOException {
            Collections.addAll(this.authorities, Pem.certificates(authorities));
            return this;
        }

        /** The versions to speak, {@code "TLSv1.3"} and {@code "TLSv1.2"} unless set. */
        public Builder protocols(String... protocols) {
            this.protocols = protocols.clone();
            return this;
        }

        /** The cipher suites to speak, best first, by the JDK's names; those that the JDK thinks good unless set. */
        public Builder cipherSuites(String... cipherSuites) {
            this.cipherSuites = cipherSuites.clone();
            return this;
        }

        /**
         * What is spoken inside of TLS (ALPN), best first, {@code "h2", "http/1.1"} for instance. The server takes its first
         * that the client speaks too, and refuses a client that speaks none of them.
         */
        public Builder applicationProtocols(String... applicationProtocols) {
            this.applicationProtocols = applicationProtocols.clone();
            return this;
        }

        /** For servers: whether clients must show a certificate. */
        public Builder clientAuthentication(ClientAuthentication clientAuthentication) {
            this.clientAuthentication = Objects.requireNonNull(clientAuthentication, "clientAuthentication");
            return this;
        }

        /**
         * For clients: whether the certificate must be for the host that was named. Without that, anybody whom an authority
         * has given any certificate can take the server's place.
         */
        public Builder verifyHostName(boolean verify) {
            verifiesHostName = verify;
            return this;
        }

        /** How long the handshake may take, 60 seconds unless set. */
        public Builder handshakeTimeout(Duration timeout) {
            handshakeTimeout = positive(timeout, "handshakeTimeout");
            return this;
        }

        /** How long closing waits for the peer to close too, once all is sent; 30 seconds unless set. */
        public Builder shutdownTimeout(Duration timeout) {
            shutdownTimeout = positive(timeout, "shutdownTimeout");
            return this;
        }

        private static Duration positive(Duration timeout, String name) {
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException(name + "(" + timeout + "): it must be more than zero");
            }
            return timeout;
        }

        /**
         * For servers: the options for clients that ask for that name (SNI). Others get those of this builder.
         *
         * @param name a host name; {@code *.example.org} is every name with one label in place of the star
         */
        public Builder forServerName(String name, TlsOptions options) {
            options.requireIdentity();
            byServerName.put(normalised(name), options);
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when there is a context and also a certificate or trust
         */
        public TlsOptions build() {
            return new TlsOptions(this);
        }

        /** Null for the JDK's, which is slow to load, so not here. */
        private @Nullable SSLContext makeContext() {
            boolean hasFiles = !identities.isEmpty() || !authorities.isEmpty();
            if (!hasFiles || context != null) {
                if (hasFiles) {
                    throw new IllegalArgumentException(
                            "a context has its own keys and trust: give TlsOptions either a context, or certificate and trust");
                }
                return context;
            }
            try {
                SSLContext made = SSLContext.getInstance("TLS");
                made.init(keyManagers(), trustManagers(), null);
                return made;
            } catch (GeneralSecurityException | IOException error) {
                throw new IllegalArgumentException("TLS cannot use these certificates: " + error.getMessage(), error);
            }
        }

        private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
            if (identities.isEmpty()) {
                return null;
            }
            KeyStore keys = emptyStore();
            for (Identity identity : identities) {
                keys.setKeyEntry("identity " + keys.size(), identity.key, NO_PASSWORD, identity.chain);
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, NO_PASSWORD);
            return factory.getKeyManagers();
        }

        private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException, IOException {
            if (authorities.isEmpty()) {
                return null;
            }
            KeyStore trusted = emptyStore();
            for (X509Certificate authority : authorities) {
                trusted.setCertificateEntry("authority " + trusted.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory.getTrustManagers();
        }

        private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, NO_PASSWORD);
            return store;
        }
    }
}
