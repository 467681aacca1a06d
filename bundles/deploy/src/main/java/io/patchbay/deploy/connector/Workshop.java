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
 * What all deployments work with.
 *
 * @param folder the connectors' folder
 * @param maxDrain how long an old version may finish its calls before it is stopped
 * @param ending whether the server is stopping
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
        BooleanSupplier ending) {

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
        requireNonNull(ending, "ending");
    }

    /** Returns whether the server is stopping. Failures are not reported from then on. */
    boolean isEnding() {
        return ending.getAsBoolean();
    }
}
