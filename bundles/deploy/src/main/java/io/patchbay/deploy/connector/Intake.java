package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.file.Retry;
import io.patchbay.support.SafeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Deploys, refuses, renames or removes changed files. Any thread may call the methods, but only one thread at a time processes a
 * file.
 */
final class Intake {

    private final Workshop workshop;
    private final Deployments deployments;
    private final Retry retry;
    /**
     * Limits the memory for jars that are processed at the same time. The unit is {@link JarContent#memoryShares}.
     * Large files wait for each other, and small files never wait.
     */
    private final Semaphore memory = new Semaphore(JarContent.MEMORY_SHARES);

    private volatile boolean unreadable;

    /** @param retry plans retries after temporary faults */
    Intake(Workshop workshop, Deployments deployments, Retry retry) {
        this.workshop = workshop;
        this.deployments = deployments;
        this.retry = retry;
    }

    /** Sets whether the folder is unreadable. No file of an unreadable folder counts as deleted. */
    void setUnreadable(boolean now) {
        unreadable = now;
    }

    /**
     * Processes one file. A failure of the server itself is also reported as a problem of the file.
     *
     * @param arrived files that were added when this file was deleted; one of these files may be this file under another name
     * @param begun runs just before the file is read; later changes of the file need another call
     * @return whether the served versions have changed
     */
    boolean process(String file, List<String> arrived, Runnable begun) throws InterruptedException {
        Deployment deployment = deployments.locked(file);
        begun.run();
        try {
            return exists(deployment) ? deploy(deployment) : remove(deployment, arrived);
        } catch (DeployException e) {
            deployment.refuse(Optional.empty(), e);
            return false;
        } catch (RuntimeException | Error e) {
            deployment.refuse(Optional.empty(), DeployException.ofMachine("the file could not be deployed", e));
            return false;
        } finally {
            planRetry(deployment);
            deployment.lock().unlock();
        }
    }

    private boolean exists(Deployment deployment) throws DeployException {
        if (unreadable) {
            throw new DeployException(
                    DeployException.Kind.TEMPORARY,
                    "the file cannot be accessed: " + ConnectorProblems.FOLDER
                            + " cannot be read; the server retries automatically");
        }
        return deployment.exists();
    }

    /** Plans a retry if the file has a temporary problem or a slot is not cleared. */
    void planRetry(Deployment deployment) {
        if (deployment.isTemporary() || workshop.slots().hasUncleared()) {
            retry.failed();
        }
    }

    /** Deploys a file, and returns whether the served versions have changed. */
    private boolean deploy(Deployment deployment) throws InterruptedException {
        Optional<Build> build = Optional.empty();
        Optional<String> digest = Optional.empty();
        Optional<Build> before = deployment.running().map(InstalledVersion::build);
        Path path = workshop.folder().resolve(deployment.file());
        int shares = JarContent.memoryShares(path);
        memory.acquire(shares);
        try {
            byte[] bytes = JarContent.bytes(path);
            digest = Optional.of(AcceptedVersions.digest(bytes));
            JarContent content = workshop.judge().judge(deployment.file(), bytes);
            build = Optional.of(content.build());
            Optional<Deployment> other = deployments.other(deployment, content.build());
            if (other.isPresent()) {
                replace(other.get(), deployment, content);
                return true;
            }
            deployment.deploy(content);
        } catch (DeployException e) {
            deployment.refuse(build, e);
        } finally {
            memory.release(shares);
        }
        digest.ifPresent(deployment::markJudged);
        return !deployment.running().map(InstalledVersion::build).equals(before);
    }

    /**
     * Removes the connector of a deleted file, unless a waiting or added file contains the same connector and can
     * replace the deleted file.
     */
    private boolean remove(Deployment deployment, List<String> arrived) throws InterruptedException, DeployException {
        String file = deployment.file();
        Optional<String> name =
                deployment.running().map(version -> version.build().symbolicName());
        for (String successor : name.isPresent() ? successors(deployment, name.get(), arrived) : List.<String>of()) {
            Deployment next = deployments.of(successor);
            if (next.exists()) {
                process(successor, List.of(), () -> {});
                if (!deployment.file().equals(file)) {
                    return true;
                }
                if (next.isTemporary()) {
                    throw new DeployException(
                            DeployException.Kind.TEMPORARY,
                            "the file was deleted, but " + SafeText.name(successor)
                                    + " cannot replace it yet; the server retries automatically");
                }
            }
        }
        deployment.remove();
        deployments.remove(deployment);
        if (!workshop.accepted().isSaved()) {
            retry.failed();
        }
        return true;
    }

    private List<String> successors(Deployment deployment, String symbolicName, List<String> arrived) {
        List<String> successors = new ArrayList<>();
        for (Deployment each : deployments.all()) {
            boolean isWaiting = each != deployment && each.running().isEmpty();
            if (isWaiting
                    && each.failure()
                            .flatMap(Failure::build)
                            .filter(build -> build.symbolicName().equals(symbolicName))
                            .isPresent()) {
                successors.add(each.file());
            }
        }
        for (String file : arrived) {
            if (deployments.of(file).running().isEmpty()
                    && JarContent.symbolicName(workshop.folder().resolve(file)).equals(symbolicName)) {
                successors.add(file);
            }
        }
        return successors;
    }

    /** Continues a deployment with a new file, because the old file was renamed or was replaced by a file with another name. */
    private void replace(Deployment other, Deployment newcomer, JarContent content)
            throws DeployException, InterruptedException {
        Build serves = other.running().map(InstalledVersion::build).orElse(content.build());
        if (other.exists() || newcomer.running().isPresent() || !other.lock().tryLock()) {
            throw new DeployException(
                    DeployException.Kind.CONFLICT,
                    (serves.digest().equals(content.build().digest())
                                    ? "the file is the same as "
                                    : "the file is another version of " + serves + " in ")
                            + SafeText.name(other.file()) + ", which serves. To serve this file, remove "
                            + SafeText.name(other.file()));
        }
        try {
            newcomer.clearFailure();
            deployments.rename(other, newcomer.file());
            try {
                other.deploy(content);
            } catch (DeployException e) {
                other.refuse(Optional.of(content.build()), e);
            }
            other.markJudged(content.build().digest());
            planRetry(other);
        } finally {
            other.lock().unlock();
        }
    }
}
