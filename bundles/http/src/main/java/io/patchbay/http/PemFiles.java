package io.patchbay.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and their key in PEM files, as authorities and tools hand them out. */
final class PemFiles {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private final Tls.Pem settings;

    PemFiles(Tls.Pem settings) {
        this.settings = settings;
    }

    /** One part of a file; {@code body} is what is between its first and its last line. */
    record Block(String type, String body) {
        byte[] bytes() {
            return Base64.getMimeDecoder().decode(body);
        }
    }

    KeyStore store(String password) throws TlsException {
        TlsFile certificates = TlsFile.read("tlsCertificates", settings.certificates());
        TlsFile keys =
                settings.key().equals(settings.certificates()) ? certificates : TlsFile.read("tlsKey", settings.key());
        List<X509Certificate> chain = certificates(certificates);
        Chain.check(chain, certificates);
        PrivateKey key = key(keys, chain.get(0));
        Chain.checkKey(chain.get(0), key, certificates, keys);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw keys.wrong("cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(TlsFile file) throws TlsException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.type.equals("CERTIFICATE") || block.type.equals("X509 CERTIFICATE")) {
                try {
                    chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.bytes())));
                } catch (CertificateException | IllegalArgumentException e) {
                    throw file.wrong("holds a certificate, number " + (chain.size() + 1) + ", that is damaged.", e);
                }
            }
        }
        if (chain.isEmpty()) {
            throw file.wrong("holds no certificate in PEM (-----BEGIN CERTIFICATE-----).");
        }
        return chain;
    }

    private PrivateKey key(TlsFile file, X509Certificate certificate) throws TlsException {
        for (Block block : blocks(file)) {
            if (block.type.endsWith("PRIVATE KEY")) {
                return new PemKey(file, block, settings.password()).read(certificate);
            }
        }
        throw file.wrong("holds no private key in PEM (-----BEGIN PRIVATE KEY-----)."
                + (file.setting().equals("tlsKey") ? "" : " Set tlsKey to the file that does."));
    }

    private static List<Block> blocks(TlsFile file) {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(file.text());
        while (found.find()) {
            blocks.add(new Block(found.group(1), found.group(2)));
        }
        return blocks;
    }
}
