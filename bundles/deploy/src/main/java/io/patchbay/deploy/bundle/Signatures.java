package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.MachineFault;
import io.patchbay.support.FailureText;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that jars are signed by a signer whom the operator trusts. The same trusted signer must have signed every file in a jar,
 * except the files of the signature itself.
 */
public final class Signatures {

    private final boolean required;
    private final boolean requirementUnknown;
    private final Optional<TrustStore> store;
    private final ShippedConnectors shipped;
    private final Clock clock;

    /** Creates rules without shipped connectors. */
    public Signatures(boolean required, Optional<TrustStore> store, Clock clock) {
        this(required, store, new ShippedConnectors(Optional.empty()), clock);
    }

    /**
     * @param required whether unsigned jars are refused
     * @param store the trusted signers; without a store, no signer is trusted
     * @param shipped the connectors that came with the server and need no signature
     */
    public Signatures(boolean required, Optional<TrustStore> store, ShippedConnectors shipped, Clock clock) {
        this(required, false, store, shipped, clock);
    }

    private Signatures(
            boolean required,
            boolean requirementUnknown,
            Optional<TrustStore> store,
            ShippedConnectors shipped,
            Clock clock) {
        this.required = required;
        this.requirementUnknown = requirementUnknown;
        this.store = requireNonNull(store, "store");
        this.shipped = requireNonNull(shipped, "shipped");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Returns whether unsigned jars are refused. */
    public boolean isRequired() {
        return required;
    }

    /** Returns a copy of these rules. The copy requires signatures. */
    public Signatures requiringSignatures() {
        return new Signatures(true, requirementUnknown, store, shipped, clock);
    }

    /** Returns the rules to use while the settings for signatures are invalid. These rules accept no new connector. */
    public Signatures withUnknownRequirement() {
        return new Signatures(required, true, store, shipped, clock);
    }

    /**
     * Checks a jar.
     *
     * @param known whether the jar was accepted before; the certificate of a known jar's signer may have expired
     * @throws DeployException if the jar may not be deployed
     */
    public void check(byte[] jar, boolean known) throws DeployException {
        if (requirementUnknown && !known && !shipped.contains(jar)) {
            throw new DeployException(
                    DeployException.Kind.WAITING,
                    "the jar is not accepted while config/io.patchbay.deploy.cfg.json is invalid,"
                            + " because that file says whether connectors must be signed. Correct the file; then the server checks this connector again");
        }
        if (!required || shipped.contains(jar)) {
            return;
        }
        if (store.isEmpty()) {
            throw new DeployException(
                    "the connector cannot be trusted: signatures are required, but trustStore is not set in config/io.patchbay.deploy.cfg.json");
        }
        Set<X509Certificate> signers = signers(jar, store.get().certificates());
        if (!known) {
            checkValidity(signers);
        }
    }

    /** Reads the jar from a file, as the framework does. If a jar is read as a stream, its content may look different. */
    private static Set<X509Certificate> signers(byte[] bytes, Set<X509Certificate> trusted) throws DeployException {
        try {
            Path file = Files.createTempFile("connector", ".jar");
            try {
                Files.write(file, bytes);
                return signers(file, trusted);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw DeployException.ofMachine("the jar could not be checked for a signature", e);
        }
    }

    private static Set<X509Certificate> signers(Path file, Set<X509Certificate> trusted) throws DeployException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            return signers(jar, trusted);
        } catch (SecurityException | IOException e) {
            if (MachineFault.isIn(e)) {
                throw DeployException.ofMachine("the jar could not be checked for a signature", e);
            }
            throw new DeployException(
                    "the jar has a signature that does not match its content: " + FailureText.of(e), e);
        }
    }

    private static Set<X509Certificate> signers(JarFile jar, Set<X509Certificate> trusted)
            throws IOException, DeployException {
        Set<X509Certificate> signers = new HashSet<>(trusted);
        Set<String> names = new HashSet<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (!names.add(entry.getName())) {
                throw new DeployException("the jar contains " + SafeText.name(entry.getName())
                        + " twice, so it is unclear which entry is signed");
            }
            if (!entry.isDirectory() && !belongsToSignature(entry.getName())) {
                signers.retainAll(signers(jar, entry));
                if (signers.isEmpty()) {
                    throw new DeployException(
                            "the jar is not completely signed by one trusted signer: " + names(signers(jar, entry))
                                    + " signed "
                                    + SafeText.name(entry.getName())
                                    + ". Sign the jar with a trusted key, or add the signer's certificate to the trust store");
                }
            }
        }
        return signers;
    }

    private static Set<X509Certificate> signers(JarFile jar, JarEntry entry) throws IOException, DeployException {
        // The signers are known only after the entry was read to its end.
        try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            throw new DeployException("the jar is not completely signed, but signatures are required: "
                    + SafeText.name(entry.getName()) + " is not signed");
        }
        return Stream.of(signers)
                .map(signer -> signer.getSignerCertPath().getCertificates().get(0))
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .collect(Collectors.toSet());
    }

    private void checkValidity(Set<X509Certificate> signers) throws DeployException {
        Date now = Date.from(clock.instant());
        if (signers.stream()
                .noneMatch(signer -> !now.before(signer.getNotBefore()) && !now.after(signer.getNotAfter()))) {
            throw new DeployException(
                    "the jar is signed by " + names(signers) + ", whose certificate is expired or not yet valid");
        }
    }

    private static String names(Set<X509Certificate> signers) {
        return signers.stream()
                .map(each -> SafeText.name(each.getSubjectX500Principal().getName()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Returns whether an entry is part of a signature. Such an entry cannot be signed itself. */
    private static boolean belongsToSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.equals(JarFile.MANIFEST_NAME)
                || upper.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")
                || upper.matches("META-INF/SIG-[^/]+");
    }

    /**
     * The signers whom the operator trusts.
     *
     * @param file a PKCS12 or JKS key store with the trusted certificates
     */
    public record TrustStore(Path file, String password) {

        public TrustStore {
            requireNonNull(file, "file");
            requireNonNull(password, "password");
        }

        /** Reads the store at each check, so that changes take effect at once. */
        Set<X509Certificate> certificates() throws DeployException {
            try {
                KeyStore keys = KeyStore.getInstance(file.toFile(), password.isEmpty() ? null : password.toCharArray());
                Set<X509Certificate> certificates = new HashSet<>();
                for (String alias : Collections.list(keys.aliases())) {
                    Certificate certificate = keys.getCertificate(alias);
                    if (certificate instanceof X509Certificate known) {
                        certificates.add(known);
                    }
                }
                return certificates;
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw DeployException.ofMachine(
                        "the connector cannot be trusted: the trust store " + file + " cannot be read", e);
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
