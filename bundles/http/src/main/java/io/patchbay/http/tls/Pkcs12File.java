package io.patchbay.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A PKCS#12 file with the server's key and certificates. */
final class Pkcs12File {

    private Pkcs12File() {}

    static KeyStore load(Path path, String password) throws TlsException {
        TlsFile file = TlsFile.read("tlsKeystore", path);
        if (file.isPem()) {
            throw file.wrong("is a PEM file, not PKCS#12. Set tlsCertificates and tlsKey instead.");
        }
        KeyStore store = opened(file, password);
        try {
            check(file, store, password);
        } catch (UnrecoverableKeyException e) {
            throw file.wrong(
                    "contains a key whose password differs from the file's. Use the file's password for the key.", e);
        } catch (GeneralSecurityException e) {
            throw file.wrong("cannot be used: " + e.getMessage(), e);
        }
        return store;
    }

    private static KeyStore opened(TlsFile file, String password) throws TlsException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file.bytes()), password.toCharArray());
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw file.wrong(
                        password.isEmpty()
                                ? "is protected by a password, but .tlsPassword is not set."
                                : "cannot be opened with .tlsPassword, because the password is wrong.",
                        e);
            }
            throw file.wrong("is not a PKCS#12 file.", e);
        } catch (GeneralSecurityException e) {
            throw file.wrong("cannot be read by this Java: " + e.getMessage(), e);
        }
    }

    private static void check(TlsFile file, KeyStore store, String password)
            throws GeneralSecurityException, TlsException {
        Optional<String> alias = Optional.empty();
        for (String name : Collections.list(store.aliases())) {
            if (store.isKeyEntry(name)) {
                alias = Optional.of(name);
            }
        }
        if (alias.isEmpty()) {
            throw file.wrong("contains no private key.");
        }
        Key key = store.getKey(alias.get(), password.toCharArray());
        Certificate[] chain = store.getCertificateChain(alias.get());
        if (key instanceof PrivateKey secret
                && chain != null
                && Arrays.stream(chain).allMatch(X509Certificate.class::isInstance)) {
            List<X509Certificate> certificates =
                    Arrays.stream(chain).map(X509Certificate.class::cast).toList();
            CertificateChain.check(certificates, file);
            CertificateChain.checkKey(certificates.get(0), secret, file, file);
        }
    }
}
