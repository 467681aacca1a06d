package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.file.NameList;
import io.patchbay.deploy.file.Retry;
import io.patchbay.deploy.watch.FolderWatch;
import io.patchbay.deploy.watch.Settling;
import io.patchbay.spi.deploy.Deployed;
import io.patchbay.support.DaemonThread;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manages the connectors' folder. Each jar becomes a bundle. The server checks the bundle, starts the bundle beside its
 * previous version, and then publishes the bundle. If one of these steps fails, the server refuses the jar with a
 * reason. Changes of one file are processed one after the other. Files do not wait for each other, and the failure of
 * one file does not affect another file.
 */
public final class Connectors implements FolderWatch.Listener, Deployed {

    private static final String SUFFIX = ".jar";
    private static final Logger log = LoggerFactory.getLogger(Connectors.class);

    private final Workshop workshop;
    private final ConnectorProblems problems;
    private final FileNames names;
    private final Deployments deployments;
    private final Set<String> queued = ConcurrentHashMap.newKeySet();
    private final Intake intake;
    private final FirstLoad firstLoad;
    /** Retries work that failed because of a temporary fault. */
    private final Retry retry = new Retry();

    private final AtomicBoolean statesStale = new AtomicBoolean();

    public Connectors(Workshop workshop, ConnectorProblems problems) {
        this.workshop = workshop;
        this.problems = problems;
        this.names = new FileNames(workshop.folder(), problems);
        this.deployments = new Deployments(workshop);
        this.intake = new Intake(workshop, deployments, retry);
        this.firstLoad = new FirstLoad(workshop);
    }

    /** Returns whether a file of this name is deployed. */
    public static boolean isConnectorFile(String name) {
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    /** Deploys all files of the folder. */
    public void load() throws IOException, InterruptedException {
        workshop.accepted().open();
        List<String> files = files();
        workshop.accepted().keepOnly(new HashSet<>(files));
        firstLoad.run(files, file -> process(file));
        retryRecoverable();
    }

    @Override
    public void changed(Settling.Changes changes) {
        List<String> arrived =
                changes.changed().stream().filter(names::isReachable).toList();
        arrived.forEach(file -> processSoon(file, List.of()));
        changes.gone().forEach(names::forget);
        changes.gone().forEach(file -> processSoon(file, arrived));
    }

    @Override
    public void unreadable(String why) {
        intake.setUnreadable(true);
        problems.report(
                ConnectorProblems.FOLDER, ConnectorProblems.FOLDER + " " + why + "; running connectors keep running");
    }

    @Override
    public void readable() {
        intake.setUnreadable(false);
        problems.resolve(ConnectorProblems.FOLDER);
    }

    @Override
    public void scanned() {
        if (statesStale.getAndSet(false)) {
            deployments.all().forEach(Deployment::reportState);
        }
        if (retry.isDue()) {
            runInBackground("", this::retryFailed);
        }
    }

    /** Returns all deployments. */
    List<Deployment> deployments() {
        return deployments.all();
    }

    /** Returns all problems, one line each. During the first load, uses the last known states of components, to save time. */
    List<String> lines() {
        return deployments().stream()
                .flatMap(deployment -> (firstLoad.isRunning() ? deployment.knownLines() : deployment.lines()).stream())
                .toList();
    }

    @Override
    public List<String> connectors() {
        return deployments().stream()
                .filter(deployment -> deployment.running().isPresent())
                .map(deployment -> SafeText.name(deployment.file()) + ": " + NameList.of(deployment.offers()))
                .toList();
    }

    public int count(ConnectorView.State state) {
        return (int) deployments().stream()
                .filter(deployment -> deployment.view().state() == state)
                .count();
    }

    /** Retries the refused files that may be deployed now. Called when settings or services have changed. */
    public void retryRecoverable() {
        statesStale.set(true);
        deployments.recoverableExcept("").forEach(file -> processSoon(file, List.of()));
    }

    /** Checks all running versions and retries all files. Called when the rules for signatures or the trust store have changed. */
    public void judgeAll() {
        for (Deployment deployment : deployments()) {
            runInBackground(deployment.file(), () -> {
                deployment.lock().lockInterruptibly();
                try {
                    deployment.judgeAgain();
                } finally {
                    deployment.lock().unlock();
                }
                processSoon(deployment.file(), List.of());
            });
        }
    }

    /** Completes an operator's change: retries other files that may serve now, and plans a retry if the change failed. */
    void followUp(Deployment deployment) {
        intake.planRetry(deployment);
        deployments.recoverableExcept(deployment.file()).forEach(file -> processSoon(file, List.of()));
    }

    /** Processes a file and returns when the processing is done. */
    void process(String file) throws InterruptedException {
        process(file, List.of());
    }

    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(workshop.folder())) {
            for (Path file : listed) {
                String name = file.getFileName().toString();
                if (isConnectorFile(name) && names.isReachable(name)) {
                    files.add(name);
                } else if (!isConnectorFile(name)) {
                    log.info("Ignored {} in {}: the file is not a .jar", SafeText.name(name), workshop.folder());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Queues a file, unless the file is queued already. */
    private void processSoon(String file, List<String> arrived) {
        if (queued.add(file)) {
            runInBackground(file, () -> process(file, arrived));
        }
    }

    private void runInBackground(String file, Interruptible work) {
        Thread thread = DaemonThread.of(
                () -> {
                    try {
                        work.run();
                    } catch (DeployException | IOException | InterruptedException | RuntimeException | Error e) {
                        handleFailure(file, e);
                    }
                },
                "deploy");
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            handleFailure(file, e);
        }
    }

    /**
     * Processes one file, and then retries the refused files that may be able to serve after the change. During the
     * first load, the retries happen only once, after all files.
     */
    private void process(String file, List<String> arrived) throws InterruptedException {
        try {
            if (intake.process(file, arrived, () -> queued.remove(file)) && !firstLoad.isRunning()) {
                deployments.recoverableExcept(file).forEach(other -> processSoon(other, List.of()));
            }
        } catch (RuntimeException | Error e) {
            handleFailure(file, e);
        }
    }

    private void retryFailed() throws InterruptedException {
        boolean allWell = workshop.slots().retryClearing();
        for (Deployment deployment : deployments()) {
            if (deployment.failure().filter(Failure::isTemporary).isPresent()) {
                process(deployment.file());
            }
            deployment.lock().lockInterruptibly();
            try {
                deployment.retryKeeping();
            } finally {
                deployment.lock().unlock();
            }
            allWell &= !deployment.isTemporary();
        }
        if (allWell && workshop.accepted().isSaved()) {
            retry.succeeded();
        } else {
            retry.failed();
        }
    }

    /** Reports a failure that no other code caught, and plans a retry. */
    private void handleFailure(String file, Throwable e) {
        queued.remove(file);
        retry.failed();
        if (workshop.isStopping()) {
            // This line must use no class that may already be unloaded.
            log.debug("A connector was not deployed: the server is stopping", e);
            return;
        }
        log.error("deploy/{} could not be deployed; the server retries automatically", SafeText.name(file), e);
        if (!file.isEmpty()) {
            deployments.of(file).recordFailure(DeployException.ofMachine("the file could not be deployed", e));
        }
    }

    private interface Interruptible {
        void run() throws DeployException, IOException, InterruptedException;
    }
}
