package io.patchbay.deploy.connector;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import java.util.Optional;

/**
 * The reason why a file does not serve.
 *
 * @param build the file's version, if it could be read
 */
record Failure(Optional<Build> build, DeployException why) {

    Failure {
        requireNonNull(build, "build");
        requireNonNull(why, "why");
    }

    String line() {
        return why.getMessage();
    }

    boolean isRecoverable() {
        return why.kind().isRecoverable();
    }

    /** Returns whether the server retries automatically. */
    boolean isTemporary() {
        return why.kind() == DeployException.Kind.TEMPORARY;
    }

    /** Returns whether another failure has the same build and message. */
    boolean isSame(Failure other) {
        return build.equals(other.build) && line().equals(other.line());
    }
}
