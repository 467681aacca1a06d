package io.patchbay.http.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that each certificate was issued by the next certificate, and that a key belongs to the first certificate. */
final class CertificateChain {

    private static final Logger log = LoggerFactory.getLogger(CertificateChain.class);
    private static final byte[] TEST_TEXT = "patchbay".getBytes(StandardCharsets.US_ASCII);

    private CertificateChain() {}

    static void check(List<X509Certificate> chain, TlsFile file) throws TlsException {
        for (int at = 0; at + 1 < chain.size(); at++) {
            if (!hasIssued(chain.get(at + 1), chain.get(at))) {
                throw file.wrong("contains certificates in the wrong order: number " + (at + 2) + " ("
                        + subject(chain.get(at + 1))
                        + ") did not issue number " + (at + 1) + " (" + subject(chain.get(at))
                        + "). Put the server's own certificate first, then the certificate of its issuer, and so on.");
            }
        }
        try {
            chain.get(0).checkValidity();
        } catch (GeneralSecurityException e) {
            log.warn(
                    "{}: the certificate in {} is valid from {} to {}, so clients reject it now. Renew the certificate.",
                    file.setting(),
                    file.path(),
                    chain.get(0).getNotBefore().toInstant(),
                    chain.get(0).getNotAfter().toInstant());
        }
    }

    static void checkKey(X509Certificate certificate, PrivateKey key, TlsFile certificates, TlsFile keys)
            throws TlsException {
        if (!keyBelongsTo(certificate, key)) {
            throw keys.wrong("contains a private key that does not belong to the first certificate in "
                    + certificates.path() + " (" + subject(certificate) + ").");
        }
    }

    private static boolean keyBelongsTo(X509Certificate certificate, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(TEST_TEXT);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(TEST_TEXT);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean hasIssued(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
