package io.patchbay.deploy.connector;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.deploy.bundle.Build;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All deployments, by file name. Any thread may call the methods. */
final class Deployments {

    private final Workshop workshop;

    @GuardedBy("byFile")
    private final Map<String, Deployment> byFile = new TreeMap<>();

    Deployments(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Returns all deployments. */
    List<Deployment> all() {
        synchronized (byFile) {
            return List.copyOf(byFile.values());
        }
    }

    /** Returns the deployment of a file. Creates the deployment if it does not exist. */
    Deployment of(String file) {
        synchronized (byFile) {
            return byFile.computeIfAbsent(file, name -> new Deployment(workshop, name));
        }
    }

    /** Locks and returns the deployment of a file. Creates the deployment if it does not exist yet. */
    Deployment locked(String file) throws InterruptedException {
        while (true) {
            Deployment deployment = of(file);
            deployment.lock().lockInterruptibly();
            if (of(file) == deployment) {
                return deployment;
            }
            deployment.lock().unlock();
        }
    }

    void remove(Deployment deployment) {
        synchronized (byFile) {
            byFile.remove(deployment.file(), deployment);
        }
    }

    /** Moves a deployment to another file, and removes the deployment that the other file had. */
    void rename(Deployment deployment, String file) {
        synchronized (byFile) {
            byFile.remove(deployment.file());
            deployment.rename(file);
            byFile.put(file, deployment);
        }
    }

    /** Returns another deployment that serves a version of the same connector as this build. */
    Optional<Deployment> other(Deployment deployment, Build build) {
        return all().stream()
                .filter(each -> each != deployment)
                .filter(each -> each.running()
                        .filter(version -> version.build().symbolicName().equals(build.symbolicName()))
                        .isPresent())
                .findFirst();
    }

    /** Returns the other refused files that may be able to serve after a change of this file. */
    List<String> recoverableExcept(String file) {
        return all().stream()
                .filter(each -> !each.file().equals(file))
                .filter(each -> each.failure().filter(Failure::isRecoverable).isPresent())
                .map(Deployment::file)
                .toList();
    }
}
