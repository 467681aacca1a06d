package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.Build;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The deployments there are, by the name of their file. Any thread. */
final class Deployments {

    private final Workshop workshop;
    /** Guarded by itself. */
    private final Map<String, Deployment> byFile = new TreeMap<>();

    Deployments(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Returns all there are now. */
    List<Deployment> all() {
        synchronized (byFile) {
            return List.copyOf(byFile.values());
        }
    }

    /** Returns that of a file; makes one where there is none. */
    Deployment of(String file) {
        synchronized (byFile) {
            return byFile.computeIfAbsent(file, name -> new Deployment(workshop, name));
        }
    }

    /** Returns that of a file, made where there is none, with its lock held. */
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

    /** Gives a deployment the file of another, which ends. */
    void rename(Deployment deployment, String file) {
        synchronized (byFile) {
            byFile.remove(deployment.file());
            deployment.rename(file);
            byFile.put(file, deployment);
        }
    }

    /** Returns the other deployment that serves a version of this connector. */
    Optional<Deployment> other(Deployment deployment, Build build) {
        return all().stream()
                .filter(each -> each != deployment)
                .filter(each -> each.running()
                        .filter(version -> version.build().symbolicName().equals(build.symbolicName()))
                        .isPresent())
                .findFirst();
    }

    /** Returns the files, this one excepted, that may be deployed once something else has changed. */
    List<String> refusedForOthers(String file) {
        return all().stream()
                .filter(each -> !each.file().equals(file))
                .filter(each -> each.failure().filter(Failure::mayHeal).isPresent())
                .map(Deployment::file)
                .toList();
    }
}
