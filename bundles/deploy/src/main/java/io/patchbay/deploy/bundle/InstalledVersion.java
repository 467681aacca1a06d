package io.patchbay.deploy.bundle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.osgi.framework.Bundle;

/**
 * One version of a connector in its slot.
 *
 * @param owner the file that contained the version; this file owns the version's names in the catalog
 */
public record InstalledVersion(String owner, Slot slot, Bundle bundle, Build build) {

    public InstalledVersion {
        requireNonNull(owner, "owner");
        requireNonNull(slot, "slot");
        requireNonNull(bundle, "bundle");
        requireNonNull(build, "build");
    }

    /** Installs a jar into a slot. Does not start the bundle. */
    public static InstalledVersion install(String owner, Slot slot, JarContent content)
            throws DeployException, InterruptedException {
        return new InstalledVersion(owner, slot, slot.fill(content.bytes()), content.build());
    }

    public InstalledVersion withOwner(String file) {
        return new InstalledVersion(file, slot, bundle, build);
    }

    public boolean hasDigest(String digest) {
        return build.digest().equals(digest);
    }

    /** @throws DeployException if the version imports packages that connectors must not import */
    public void checkAllowed(ImportCheck imports) throws DeployException {
        imports.checkAllowed(bundle);
    }

    /** @throws DeployException if the server does not meet a requirement of the version */
    public void checkPresent(ImportCheck imports) throws DeployException {
        imports.checkPresent(bundle);
    }

    public long bundleId() {
        return bundle.getBundleId();
    }

    /** Returns whether at least one published name of the version has no namespace. */
    public boolean isWithoutNamespace() {
        return OfferedServices.isWithoutNamespace(bundle);
    }

    /** Stops the version and ignores its failures. Waits at most this time for the thread that stops the version. */
    public void stop(Duration atMost) throws InterruptedException {
        Slot.stop(bundle, atMost);
    }
}
