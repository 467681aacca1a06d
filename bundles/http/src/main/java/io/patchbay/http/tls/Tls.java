package io.patchbay.http.tls;

import java.nio.file.Path;
import java.security.KeyStore;

/** The settings for the server's key and certificates. The result of {@code toString} never contains the password. */
public sealed interface Tls {

    /** Reads and checks the key and the certificates. */
    Loaded load() throws TlsException;

    /**
     * The loaded key and certificates.
     *
     * @param password the password of the key in the store
     */
    record Loaded(KeyStore store, String password) {}

    /** The PKCS#12 file of the setting {@code tlsKeystore}. */
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
     * The PEM files of the settings {@code tlsCertificates} and {@code tlsKey}.
     *
     * @param certificates the file that contains the server's own certificate first, then the certificates of its issuers
     * @param key the file with the key, which may be the file of the certificates
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
