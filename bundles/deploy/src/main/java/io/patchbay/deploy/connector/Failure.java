package io.patchbay.deploy.connector;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import java.util.Optional;

/**
 * Why a file does not serve.
 *
 * @param build what the file is, where that could be read
 */
record Failure(Optional<Build> build, DeployException why) {

    Failure {
        requireNonNull(build, "build");
        requireNonNull(why, "why");
    }

    String line() {
        return why.getMessage();
    }

    boolean mayHeal() {
        return why.kind().mayHeal();
    }

    /** Returns whether the server tries again by itself. */
    boolean isTemporary() {
        return why.kind() == DeployException.Kind.TEMPORARY;
    }

    /** Whether this is news beside another. */
    boolean isLike(Failure other) {
        return build.equals(other.build) && line().equals(other.line());
    }
}
