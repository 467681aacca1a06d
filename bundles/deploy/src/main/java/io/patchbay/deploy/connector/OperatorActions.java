package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * The actions of operators on deployed files. Each action returns when its effect is visible to clients. Any thread may call the
 * methods.
 */
final class OperatorActions {

    private static final String SUFFIX = ".jar";

    private final Path folder;
    private final Connectors connectors;

    OperatorActions(Path folder, Connectors connectors) {
        this.folder = folder;
        this.connectors = connectors;
    }

    /**
     * Returns the deployment that has this name.
     *
     * @param name a file name with or without .jar, a file name as shown to operators, or the symbolic name of a connector
     * @throws IllegalArgumentException if no deployment or several deployments have this name
     */
    Deployment find(String name) {
        List<Deployment> found = matching(deployment -> deployment.file().equals(name)
                || deployment.file().equals(name + SUFFIX)
                || SafeText.name(deployment.file()).equals(name));
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
                            + SafeText.name(name) + ". `patchbay connectors list` shows all connectors.");
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
        connectors.process(deployment.file());
    }

    /** Deletes a file from the folder. */
    void remove(Deployment deployment) throws DeployException, IOException, InterruptedException {
        Path file = folder.resolve(deployment.file());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DeployException(
                    "the file is a folder, which this command does not remove. Delete the folder yourself");
        }
        Files.delete(file);
        connectors.process(deployment.file());
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
