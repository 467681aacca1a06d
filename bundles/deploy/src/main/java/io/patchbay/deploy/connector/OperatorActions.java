package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.file.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** What operators do to deployed files. Each action returns when its effect is visible to clients. Any thread. */
final class OperatorActions {

    private static final String SUFFIX = ".jar";

    private final Path folder;
    private final Connectors connectors;

    OperatorActions(Path folder, Connectors connectors) {
        this.folder = folder;
        this.connectors = connectors;
    }

    /**
     * Returns the deployment that a name means.
     *
     * @param name the name of a file, with or without .jar or as it is shown; or the symbolic name of a connector
     * @throws IllegalArgumentException if the name means none, or more than one
     */
    Deployment find(String name) {
        List<Deployment> found = matching(deployment -> deployment.file().equals(name)
                || deployment.file().equals(name + SUFFIX)
                || Printable.of(deployment.file()).equals(name));
        if (found.isEmpty()) {
            found = matching(deployment -> deployment
                    .view()
                    .build()
                    .filter(build -> build.symbolicName().equals(name))
                    .isPresent());
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    (found.isEmpty() ? "There is no connector " : "More than one connector is called ")
                            + Printable.of(name) + ". `patchbay connectors list` shows those there are.");
        }
        return found.get(0);
    }

    void stop(Deployment deployment) throws DeployException, IOException, InterruptedException {
        change(deployment, Deployment::stop);
    }

    void rollBack(Deployment deployment) throws DeployException, IOException, InterruptedException {
        change(deployment, Deployment::rollBack);
    }

    void start(Deployment deployment) throws DeployException, IOException, InterruptedException {
        change(deployment, Deployment::start);
        connectors.look(deployment.file());
    }

    /** Deletes a file from the folder. */
    void remove(Deployment deployment) throws DeployException, IOException, InterruptedException {
        Path file = folder.resolve(deployment.file());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DeployException("is a folder, which nobody but you should take away");
        }
        Files.delete(file);
        connectors.look(deployment.file());
    }

    private List<Deployment> matching(Predicate<Deployment> filter) {
        return connectors.deployments().stream().filter(filter).toList();
    }

    private void change(Deployment deployment, Action action)
            throws DeployException, IOException, InterruptedException {
        deployment.lock().lockInterruptibly();
        try {
            action.runOn(deployment);
        } finally {
            deployment.lock().unlock();
        }
        connectors.followUp(deployment);
    }

    /** One action on one deployment. */
    interface Action {
        void runOn(Deployment deployment) throws DeployException, IOException, InterruptedException;
    }
}
