package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.AcceptedVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether a jar may be deployed. Decides again when the rules for signatures change. Any thread may call the methods. */
public final class JarJudge {

    private final Path folder;
    private final AcceptedVersions accepted;
    private final Supplier<Signatures> signatures;

    /**
     * @param folder the connectors' folder
     * @param signatures returns the rules for signatures that are in force now
     */
    public JarJudge(Path folder, AcceptedVersions accepted, Supplier<Signatures> signatures) {
        this.folder = requireNonNull(folder, "folder");
        this.accepted = requireNonNull(accepted, "accepted");
        this.signatures = requireNonNull(signatures, "signatures");
    }

    /**
     * Returns the content of a jar that may be deployed.
     *
     * @param file the name of the jar's file
     * @throws DeployException if the jar may not be deployed
     */
    public JarContent judge(String file, byte[] jar) throws DeployException {
        JarContent content = JarContent.of(jar);
        signatures
                .get()
                .check(jar, accepted.recordOf(file).hasAccepted(content.build().digest()));
        return content;
    }

    /**
     * Returns the reason why a file would be refused if signatures were required. Returns an empty result if the file would be
     * accepted.
     */
    public Optional<String> untrustedReason(String file) {
        try {
            byte[] jar = JarContent.bytes(folder.resolve(file));
            signatures
                    .get()
                    .requiringSignatures()
                    .check(jar, accepted.recordOf(file).hasAccepted(AcceptedVersions.digest(jar)));
            return Optional.empty();
        } catch (DeployException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Checks a running version against the rules for signatures that are in force now.
     *
     * @param file the name of the file that contained the version
     * @throws DeployException if the version may no longer run
     */
    public void judgeAgain(String file, Build build) throws DeployException {
        if (signatures.get().isRequired()) {
            signatures.get().check(jar(file, build.digest()), true);
        }
    }

    private byte[] jar(String file, String digest) throws DeployException {
        try {
            Optional<byte[]> kept = accepted.version(digest);
            byte[] jar = kept.isPresent() ? kept.get() : JarContent.bytes(folder.resolve(file));
            if (AcceptedVersions.digest(jar).equals(digest)) {
                return jar;
            }
        } catch (IOException e) {
            throw DeployException.ofMachine(
                    "the connector cannot be trusted: signatures are required, but the jar of the running version cannot be read",
                    e);
        }
        throw new DeployException(
                "the connector cannot be trusted: signatures are required, but the jar of the running version is not kept. Copy the jar into the deploy folder again");
    }
}
