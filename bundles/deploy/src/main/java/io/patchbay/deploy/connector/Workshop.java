package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.Content;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.ImportCheck;
import io.patchbay.deploy.bundle.Signatures;
import io.patchbay.deploy.bundle.Slots;
import io.patchbay.deploy.bundle.Starter;
import io.patchbay.deploy.file.Accepted;
import io.patchbay.spi.deploy.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What all deployments work with.
 *
 * @param folder where the files are
 * @param ending whether the server stops
 * @param longestDrain how long calls into an old version are waited for before it is stopped under them
 */
public record Workshop(
        Path folder,
        Slots slots,
        ImportCheck imports,
        Starter starter,
        Publisher publisher,
        Accepted accepted,
        Supplier<Duration> longestDrain,
        Supplier<Signatures> signatures,
        Tally tally,
        BooleanSupplier ending) {

    /** Returns whether the server stops: what fails from then on is not told. */
    boolean isEnding() {
        return ending.getAsBoolean();
    }

    /**
     * What a jar is, if it may be deployed.
     *
     * @param file whose jar it is
     */
    Content checked(String file, byte[] bytes) throws DeployException {
        Content content = Content.of(bytes);
        signatures
                .get()
                .check(bytes, accepted.standing(file).names(content.build().digest()));
        return content;
    }

    /** Says of a file why it would be refused if signatures were required; empty where it would not. */
    Optional<String> unsigned(String file) {
        try {
            byte[] bytes = Content.bytes(folder.resolve(file));
            signatures.get().whenRequired().check(bytes, accepted.standing(file).names(Accepted.digest(bytes)));
            return Optional.empty();
        } catch (DeployException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Judges what was good once by the rules of signatures as they are now.
     *
     * @param file where it came from
     */
    void checkAgain(String file, Build build) throws DeployException {
        if (signatures.get().required()) {
            signatures.get().check(bytes(file, build.digest()), true);
        }
    }

    private byte[] bytes(String file, String digest) throws DeployException {
        try {
            Optional<byte[]> kept = accepted.version(digest);
            byte[] bytes = kept.isPresent() ? kept.get() : Content.bytes(folder.resolve(file));
            if (Accepted.digest(bytes).equals(digest)) {
                return bytes;
            }
        } catch (IOException e) {
            throw DeployException.ofMachine(
                    "cannot be trusted: signatures are required, and the version that serves cannot be read", e);
        }
        throw new DeployException("cannot be trusted: signatures are required, and what it was made of is not kept");
    }
}
