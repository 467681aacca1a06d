package io.patchbay.cli.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** The certificates that a client trusts over TLS. */
public sealed interface Trust {

    /** Returns the TLS context. Returns an empty result if the client uses the default context of the JDK. */
    Optional<SSLContext> context();

    /** Trusts the same authorities as the JDK. */
    record System() implements Trust {
        @Override
        public Optional<SSLContext> context() {
            return Optional.empty();
        }
    }

    /**
     * Trusts only the authorities of one PEM file. The server's certificate must still contain the name of the host.
     */
    record Authorities(SSLContext tlsContext) implements Trust {

        /** @throws IOException if the file cannot be read or contains no certificate */
        public static Authorities in(Path file) throws IOException {
            try (InputStream pem = Files.newInputStream(file)) {
                Collection<? extends Certificate> certificates =
                        CertificateFactory.getInstance("X.509").generateCertificates(pem);
                if (certificates.isEmpty()) {
                    throw new IOException("the file " + file
                            + " contains no certificate in PEM format (-----BEGIN CERTIFICATE-----)");
                }
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (Certificate certificate : certificates) {
                    store.setCertificateEntry("authority-" + store.size(), certificate);
                }
                TrustManagerFactory managers =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                managers.init(store);
                return new Authorities(Trust.context(managers.getTrustManagers()));
            } catch (GeneralSecurityException e) {
                throw new IOException(
                        "the file " + file
                                + " contains no valid certificate in PEM format (-----BEGIN CERTIFICATE-----)",
                        e);
            }
        }

        @Override
        public Optional<SSLContext> context() {
            return Optional.of(tlsContext);
        }
    }

    /**
     * Trusts one certificate. The client has received the hash of this certificate over the server's control channel.
     * The client does not check the issuer or the host name of the certificate.
     *
     * @param sha256 the hash of the certificate in DER form, in hexadecimal digits
     */
    record Pinned(String sha256) implements Trust {
        @Override
        public Optional<SSLContext> context() {
            try {
                return Optional.of(
                        Trust.context(new TrustManager[] {new OneCertificate(sha256.toLowerCase(Locale.ROOT))}));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java does not support TLS", e);
            }
        }
    }

    private static SSLContext context(TrustManager[] managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    /** Accepts a server only if the server has this certificate. Accepts no clients. */
    final class OneCertificate extends X509ExtendedTrustManager {

        private final String sha256;

        private OneCertificate(String sha256) {
            this.sha256 = sha256;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            try {
                byte[] presented = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                if (!MessageDigest.isEqual(presented, HexFormat.of().parseHex(sha256))) {
                    throw new CertificateException("the certificate at this address is not the server's own");
                }
            } catch (GeneralSecurityException e) {
                throw e instanceof CertificateException wrong ? wrong : new CertificateException(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("client certificates are not accepted");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
