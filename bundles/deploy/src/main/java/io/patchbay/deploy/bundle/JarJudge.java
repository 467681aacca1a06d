package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.file.AcceptedVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether a jar may be deployed, and decides again when the rules about signatures change. Any thread. */
public final class JarJudge {

    private final Path folder;
    private final AcceptedVersions accepted;
    private final Supplier<Signatures> signatures;

    /**
     * @param folder the connectors' folder
     * @param signatures returns the rules about signatures that are in force now
     */
    public JarJudge(Path folder, AcceptedVersions accepted, Supplier<Signatures> signatures) {
        this.folder = requireNonNull(folder, "folder");
        this.accepted = requireNonNull(accepted, "accepted");
        this.signatures = requireNonNull(signatures, "signatures");
    }

    /**
     * Returns what a jar contains.
     *
     * @param file the name of the jar's file
     * @throws DeployException if the jar may not be deployed
     */
    public JarContent judge(String file, byte[] jar) throws DeployException {
        JarContent content = JarContent.of(jar);
        signatures
                .get()
                .check(jar, accepted.recordOf(file).names(content.build().digest()));
        return content;
    }

    /** Returns why a file would be refused if signatures were required; empty if it would be accepted. */
    public Optional<String> whyUntrusted(String file) {
        try {
            byte[] jar = JarContent.bytes(folder.resolve(file));
            signatures.get().whenRequired().check(jar, accepted.recordOf(file).names(AcceptedVersions.digest(jar)));
            return Optional.empty();
        } catch (DeployException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Judges a version that serves by the rules about signatures that are in force now.
     *
     * @param file the name of the file that the version came from
     * @throws DeployException if the version may no longer serve
     */
    public void judgeAgain(String file, Build build) throws DeployException {
        if (signatures.get().required()) {
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
                    "cannot be trusted: signatures are required, and the version that serves cannot be read", e);
        }
        throw new DeployException("cannot be trusted: signatures are required, and what it was made of is not kept");
    }
}
