package io.patchbay.http.tls;

import java.nio.file.Path;
import java.security.KeyStore;

/** The server's key and certificates, as operators set them. The text form never contains the password. */
public sealed interface Tls {

    /** Reads and checks them. */
    Loaded load() throws TlsException;

    /**
     * The loaded key and certificates.
     *
     * @param password the password of the key in the store
     */
    record Loaded(KeyStore store, String password) {}

    /** One PKCS#12 file, {@code tlsKeystore}. */
    record Pkcs12(Path file, String password) implements Tls {

        @Override
        public Loaded load() throws TlsException {
            return new Loaded(Pkcs12File.load(file, password), password);
        }

        @Override
        public String toString() {
            return "Pkcs12[" + file + "]";
        }
    }

    /**
     * PEM files, {@code tlsCertificates} and {@code tlsKey}.
     *
     * @param certificates the server's own certificate first, then those that lead to an authority
     * @param key may be the same file
     * @param password the password of the key, or empty
     */
    record Pem(Path certificates, Path key, String password) implements Tls {

        private static final String UNUSED = "unused";

        @Override
        public Loaded load() throws TlsException {
            return new Loaded(new PemFiles(certificates, key, password).store(UNUSED), UNUSED);
        }

        @Override
        public String toString() {
            return "Pem[" + certificates + ", " + key + "]";
        }
    }
}
