package io.patchbay.deploy.connector;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.bundle.ImportCheck;
import io.patchbay.deploy.bundle.JarJudge;
import io.patchbay.deploy.bundle.Slots;
import io.patchbay.deploy.bundle.Starter;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.spi.deploy.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The services that all deployments share.
 *
 * @param folder the connectors' folder
 * @param maxDrain the maximum time that calls into an old version may run before that version is stopped
 * @param stopping whether the server is stopping
 */
public record Workshop(
        Path folder,
        Slots slots,
        ImportCheck imports,
        Starter starter,
        Publisher publisher,
        AcceptedVersions accepted,
        Supplier<Duration> maxDrain,
        JarJudge judge,
        DeploymentCounters counters,
        BooleanSupplier stopping) {

    public Workshop {
        requireNonNull(folder, "folder");
        requireNonNull(slots, "slots");
        requireNonNull(imports, "imports");
        requireNonNull(starter, "starter");
        requireNonNull(publisher, "publisher");
        requireNonNull(accepted, "accepted");
        requireNonNull(maxDrain, "maxDrain");
        requireNonNull(judge, "judge");
        requireNonNull(counters, "counters");
        requireNonNull(stopping, "stopping");
    }

    /** Returns whether the server is stopping. Failures are not reported while the server is stopping. */
    boolean isStopping() {
        return stopping.getAsBoolean();
    }
}
