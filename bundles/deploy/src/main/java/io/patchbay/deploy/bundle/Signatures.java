package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.MachineFault;
import io.patchbay.deploy.file.PlainWords;
import io.patchbay.deploy.file.Printable;
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
 * Checks that jars are signed by somebody the operator trusts. Every file in a jar has to be covered by one and the same trusted
 * signer, those that belong to the signature itself excepted.
 */
public final class Signatures {

    private final boolean required;
    private final boolean unknown;
    private final Optional<TrustStore> store;
    private final ShippedConnectors shipped;
    private final Clock clock;

    /** Without shipped connectors. */
    public Signatures(boolean required, Optional<TrustStore> store, Clock clock) {
        this(required, store, new ShippedConnectors(Optional.empty()), clock);
    }

    /**
     * @param required whether unsigned jars are refused
     * @param store whose signatures count; without one, none does
     * @param shipped need no signature
     */
    public Signatures(boolean required, Optional<TrustStore> store, ShippedConnectors shipped, Clock clock) {
        this(required, false, store, shipped, clock);
    }

    private Signatures(
            boolean required, boolean unknown, Optional<TrustStore> store, ShippedConnectors shipped, Clock clock) {
        this.required = required;
        this.unknown = unknown;
        this.store = requireNonNull(store, "store");
        this.shipped = requireNonNull(shipped, "shipped");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Whether unsigned jars are refused. */
    public boolean required() {
        return required;
    }

    /** The same where signatures are required. */
    public Signatures whenRequired() {
        return new Signatures(true, unknown, store, shipped, clock);
    }

    /** The same while the settings that say whether signatures are required are invalid: no connector is accepted that is new. */
    public Signatures whileUnknown() {
        return new Signatures(required, true, store, shipped, clock);
    }

    /**
     * Checks one.
     *
     * @param known whether it was accepted before: then its signer's certificate may have run out since
     * @throws DeployException when it may not be deployed, with why
     */
    public void check(byte[] jar, boolean known) throws DeployException {
        if (unknown && !known && !shipped.contains(jar)) {
            throw new DeployException(
                    DeployException.Kind.WAITING,
                    "is not accepted while config/io.patchbay.deploy.cfg.json is invalid:"
                            + " that file says whether connectors must be signed. Correct that file, and this connector is checked again");
        }
        if (!required || shipped.contains(jar)) {
            return;
        }
        if (store.isEmpty()) {
            throw new DeployException(
                    "cannot be trusted: signatures are required, and the setting trustStore names no keys to trust");
        }
        Set<X509Certificate> signers = signers(jar, store.get().certificates());
        if (!known) {
            valid(signers);
        }
    }

    /** From a file, since so the framework reads it too: a jar read as a stream may hold something else. */
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
            throw DeployException.ofMachine("cannot be checked for its signature", e);
        }
    }

    private static Set<X509Certificate> signers(Path file, Set<X509Certificate> trusted) throws DeployException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            return signers(jar, trusted);
        } catch (SecurityException | IOException e) {
            if (MachineFault.isIn(e)) {
                throw DeployException.ofMachine("cannot be checked for its signature", e);
            }
            throw new DeployException("has a signature that does not fit its content: " + PlainWords.of(e), e);
        }
    }

    private static Set<X509Certificate> signers(JarFile jar, Set<X509Certificate> trusted)
            throws IOException, DeployException {
        Set<X509Certificate> signers = new HashSet<>(trusted);
        Set<String> names = new HashSet<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (!names.add(entry.getName())) {
                throw new DeployException(
                        "holds " + Printable.of(entry.getName()) + " twice: which of them is signed is not sure");
            }
            if (!entry.isDirectory() && !belongsToSignature(entry.getName())) {
                signers.retainAll(signers(jar, entry));
                if (signers.isEmpty()) {
                    throw new DeployException(
                            "is signed by nobody whom the trust store holds, but by " + names(signers(jar, entry)));
                }
            }
        }
        return signers;
    }

    private static Set<X509Certificate> signers(JarFile jar, JarEntry entry) throws IOException, DeployException {
        // Whose it is, is known once it has been read to its end.
        try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            throw new DeployException("is not signed in whole, and signatures are required: nobody signed "
                    + Printable.of(entry.getName()));
        }
        return Stream.of(signers)
                .map(signer -> signer.getSignerCertPath().getCertificates().get(0))
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .collect(Collectors.toSet());
    }

    private void valid(Set<X509Certificate> signers) throws DeployException {
        Date now = Date.from(clock.instant());
        if (signers.stream()
                .noneMatch(signer -> !now.before(signer.getNotBefore()) && !now.after(signer.getNotAfter()))) {
            throw new DeployException("is signed by " + names(signers) + ", whose certificate is not valid now");
        }
    }

    private static String names(Set<X509Certificate> signers) {
        return signers.stream()
                .map(each -> Printable.of(each.getSubjectX500Principal().getName()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What a signature consists of cannot be covered by it. */
    private static boolean belongsToSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.equals(JarFile.MANIFEST_NAME)
                || upper.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")
                || upper.matches("META-INF/SIG-[^/]+");
    }

    /**
     * The keys an operator trusts.
     *
     * @param file a PKCS12 or JKS key store; the certificates in it are those trusted
     */
    public record TrustStore(Path file, String password) {

        public TrustStore {
            requireNonNull(file, "file");
            requireNonNull(password, "password");
        }

        /** Read at each check: a new key counts at once. */
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
                throw DeployException.ofMachine("cannot be trusted: the trust store " + file + " cannot be read", e);
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
