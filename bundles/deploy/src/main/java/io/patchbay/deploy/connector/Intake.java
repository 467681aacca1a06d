package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.file.Printable;
import io.patchbay.deploy.file.Retry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Takes files in: makes what serves the same as what the folder holds, one file at a time. Any thread. */
final class Intake {

    private final Workshop workshop;
    private final Deployments deployments;
    private final Retry retry;
    /** Of the files that are taken in at once, in {@link JarContent#room}: large ones wait for each other, small ones for nobody. */
    private final Semaphore memory = new Semaphore(JarContent.MOST_ROOM);

    private volatile boolean unreadable;

    /** @param retry is told of what failed for a fault that may end by itself */
    Intake(Workshop workshop, Deployments deployments, Retry retry) {
        this.workshop = workshop;
        this.deployments = deployments;
        this.retry = retry;
    }

    /** Says whether the folder is out of reach: then nothing in it is taken as gone. */
    void unreadable(boolean now) {
        unreadable = now;
    }

    /**
     * Looks at one file and does what it asks for. A failure of the server's own is told of the file too.
     *
     * @param arrived files that came when this one went: one of them may be this one under another name
     * @param begun run once the file is about to be looked at: what happens to it from then on has to be looked at again
     * @return whether what is served has changed
     */
    boolean look(String file, List<String> arrived, Runnable begun) throws InterruptedException {
        Deployment deployment = deployments.locked(file);
        begun.run();
        try {
            return isThere(deployment) ? take(deployment) : leave(deployment, arrived);
        } catch (DeployException e) {
            deployment.refuse(Optional.empty(), e);
            return false;
        } catch (RuntimeException | Error e) {
            deployment.refuse(Optional.empty(), DeployException.ofMachine("could not be deployed", e));
            return false;
        } finally {
            settled(deployment);
            deployment.lock().unlock();
        }
    }

    private boolean isThere(Deployment deployment) throws DeployException {
        if (unreadable) {
            throw new DeployException(
                    DeployException.Kind.TEMPORARY, "is out of reach: " + ConnectorProblems.FOLDER + " cannot be read");
        }
        return deployment.isThere();
    }

    /** What failed for a fault that may end by itself is tried again. */
    void settled(Deployment deployment) {
        if (deployment.isTemporary() || workshop.slots().isLeft()) {
            retry.failed();
        }
    }

    /** Whether what is served has changed. */
    private boolean take(Deployment deployment) throws InterruptedException {
        Optional<Build> build = Optional.empty();
        Optional<String> digest = Optional.empty();
        Optional<Build> before = deployment.running().map(InstalledVersion::build);
        Path path = workshop.folder().resolve(deployment.file());
        int room = JarContent.room(path);
        memory.acquire(room);
        try {
            byte[] bytes = JarContent.bytes(path);
            digest = Optional.of(AcceptedVersions.digest(bytes));
            JarContent content = workshop.judge().judge(deployment.file(), bytes);
            build = Optional.of(content.build());
            Optional<Deployment> other = deployments.other(deployment, content.build());
            if (other.isPresent()) {
                succeed(other.get(), deployment, content);
                return true;
            }
            deployment.take(content);
        } catch (DeployException e) {
            deployment.refuse(build, e);
        } finally {
            memory.release(room);
        }
        digest.ifPresent(deployment::judged);
        return !deployment.running().map(InstalledVersion::build).equals(before);
    }

    /** The file is gone: another that waits for its place, or came at the same time, takes it. */
    private boolean leave(Deployment deployment, List<String> arrived) throws InterruptedException, DeployException {
        String file = deployment.file();
        Optional<String> name =
                deployment.running().map(version -> version.build().symbolicName());
        for (String heir : name.isPresent() ? heirs(deployment, name.get(), arrived) : List.<String>of()) {
            Deployment next = deployments.of(heir);
            if (next.isThere()) {
                look(heir, List.of(), () -> {});
                if (!deployment.file().equals(file)) {
                    return true;
                }
                if (next.isTemporary()) {
                    throw new DeployException(
                            DeployException.Kind.TEMPORARY,
                            "is gone, and " + Printable.of(heir) + " cannot take its place yet");
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

    private List<String> heirs(Deployment deployment, String symbolicName, List<String> arrived) {
        List<String> heirs = new ArrayList<>();
        for (Deployment each : deployments.all()) {
            boolean waits = each != deployment && each.running().isEmpty();
            if (waits
                    && each.failure()
                            .flatMap(Failure::build)
                            .filter(build -> build.symbolicName().equals(symbolicName))
                            .isPresent()) {
                heirs.add(each.file());
            }
        }
        for (String file : arrived) {
            if (deployments.of(file).running().isEmpty()
                    && JarContent.symbolicName(workshop.folder().resolve(file)).equals(symbolicName)) {
                heirs.add(file);
            }
        }
        return heirs;
    }

    /** The file was renamed, or replaced by one of another name: the deployment goes on under that one. */
    private void succeed(Deployment other, Deployment newcomer, JarContent content)
            throws DeployException, InterruptedException {
        Build serves = other.running().map(InstalledVersion::build).orElse(content.build());
        if (other.isThere() || newcomer.running().isPresent() || !other.lock().tryLock()) {
            throw new DeployException(
                    DeployException.Kind.CONFLICT,
                    (serves.digest().equals(content.build().digest())
                                    ? "is the same as "
                                    : "is another version of " + serves + " in ")
                            + Printable.of(other.file()) + ", which serves; remove that, and this one takes its place");
        }
        try {
            newcomer.solved();
            deployments.rename(other, newcomer.file());
            try {
                other.take(content);
            } catch (DeployException e) {
                other.refuse(Optional.of(content.build()), e);
            }
            other.judged(content.build().digest());
            settled(other);
        } finally {
            other.lock().unlock();
        }
    }
}
