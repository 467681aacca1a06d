package io.patchbay.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and their key in PEM files. */
final class PemFiles {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private final Path certificates;
    private final Path key;
    private final String keyPassword;

    /**
     * @param certificates the file that contains the server's own certificate first, then the certificates of its issuers
     * @param key the file with the key, which may be the file of the certificates
     * @param keyPassword the password of the key, or an empty string
     */
    PemFiles(Path certificates, Path key, String keyPassword) {
        this.certificates = certificates;
        this.key = key;
        this.keyPassword = keyPassword;
    }

    /** Reads and checks the files. The given password protects the key in the returned store. */
    KeyStore store(String password) throws TlsException {
        TlsFile certificates = TlsFile.read("tlsCertificates", this.certificates);
        TlsFile keys = key.equals(this.certificates) ? certificates : TlsFile.read("tlsKey", key);
        List<X509Certificate> chain = certificates(certificates);
        CertificateChain.check(chain, certificates);
        PrivateKey secret = key(keys, chain.get(0));
        CertificateChain.checkKey(chain.get(0), secret, certificates, keys);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", secret, password.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw keys.wrong("cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(TlsFile file) throws TlsException {
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : blocks(file)) {
            if (block.type().equals("CERTIFICATE") || block.type().equals("X509 CERTIFICATE")) {
                try {
                    chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.bytes())));
                } catch (CertificateException | IllegalArgumentException e) {
                    throw file.wrong("contains a damaged certificate, number " + (chain.size() + 1) + ".", e);
                }
            }
        }
        if (chain.isEmpty()) {
            throw file.wrong("contains no certificate in PEM format (-----BEGIN CERTIFICATE-----).");
        }
        return chain;
    }

    private PrivateKey key(TlsFile file, X509Certificate certificate) throws TlsException {
        for (PemBlock block : blocks(file)) {
            if (block.type().endsWith("PRIVATE KEY")) {
                return new PemKey(file, block, keyPassword).read(certificate);
            }
        }
        throw file.wrong("contains no private key in PEM format (-----BEGIN PRIVATE KEY-----)."
                + (file.setting().equals("tlsKey") ? "" : " Set tlsKey to the file with the key."));
    }

    private static List<PemBlock> blocks(TlsFile file) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(file.text());
        while (found.find()) {
            blocks.add(new PemBlock(found.group(1), found.group(2)));
        }
        return blocks;
    }
}
