package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.file.Printable;
import io.patchbay.deploy.file.Retry;
import io.patchbay.deploy.watch.FolderWatch;
import io.patchbay.deploy.watch.Settling;
import io.patchbay.spi.deploy.Deployed;
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
 * The connectors' folder: each jar becomes a bundle that is judged, started beside what it follows and published, or refused with
 * its reason. One file's change is taken in after the other; files do not wait for each other, and what goes wrong with one harms
 * no other.
 */
public final class Connectors implements FolderWatch.Listener, Deployed {

    private static final String SUFFIX = ".jar";
    private static final Logger log = LoggerFactory.getLogger(Connectors.class);

    private final Workshop workshop;
    private final ConnectorProblems problems;
    private final FileNames names;
    private final Deployments deployments;
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final Intake intake;
    private final FirstLoad firstLoad;
    /** Of what failed for a fault that may end by itself. */
    private final Retry retry = new Retry();

    private final AtomicBoolean stale = new AtomicBoolean();

    public Connectors(Workshop workshop, ConnectorProblems problems) {
        this.workshop = workshop;
        this.problems = problems;
        this.names = new FileNames(workshop.folder(), problems);
        this.deployments = new Deployments(workshop);
        this.intake = new Intake(workshop, deployments, retry);
        this.firstLoad = new FirstLoad(workshop);
    }

    /** Whether a file of this name is one of its. */
    public static boolean concerns(String name) {
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    /** Deploys all that is there. */
    public void load() throws IOException, InterruptedException {
        workshop.accepted().open();
        List<String> files = files();
        workshop.accepted().keepOnly(new HashSet<>(files));
        firstLoad.run(files, file -> look(file));
        retry();
    }

    @Override
    public void changed(Settling.Changes changes) {
        List<String> arrived = changes.changed().stream().filter(names::reaches).toList();
        arrived.forEach(file -> lookSoon(file, List.of()));
        changes.gone().forEach(names::gone);
        changes.gone().forEach(file -> lookSoon(file, arrived));
    }

    @Override
    public void unreadable(String why) {
        intake.unreadable(true);
        problems.report(ConnectorProblems.FOLDER, ConnectorProblems.FOLDER + " " + why + "; what runs goes on");
    }

    @Override
    public void readable() {
        intake.unreadable(false);
        problems.solved(ConnectorProblems.FOLDER);
    }

    @Override
    public void looked() {
        if (stale.getAndSet(false)) {
            deployments.all().forEach(Deployment::tellState);
        }
        if (retry.isDue()) {
            inBackground("", this::tryAgain);
        }
    }

    /** All there are now. */
    List<Deployment> deployments() {
        return deployments.all();
    }

    /** What is wrong with them, one line each. While many start, their components are not asked once more by each who looks. */
    List<String> lines() {
        return deployments().stream()
                .flatMap(deployment -> (firstLoad.isRunning() ? deployment.knownLines() : deployment.lines()).stream())
                .toList();
    }

    @Override
    public List<String> connectors() {
        return deployments().stream()
                .filter(deployment -> deployment.running().isPresent())
                .map(deployment -> Printable.of(deployment.file()) + ": " + Printable.some(deployment.offers()))
                .toList();
    }

    public int count(ConnectorView.State state) {
        return (int) deployments().stream()
                .filter(deployment -> deployment.view().state() == state)
                .count();
    }

    /** Settings or services have changed: looks again at what waits for some. */
    public void retry() {
        stale.set(true);
        deployments.refusedForOthers("").forEach(file -> lookSoon(file, List.of()));
    }

    /** Whom to trust has changed: what serves is judged by that, and what was refused has another chance. */
    public void judgeAll() {
        for (Deployment deployment : deployments()) {
            inBackground(deployment.file(), () -> {
                deployment.lock().lockInterruptibly();
                try {
                    deployment.judgeAgain();
                } finally {
                    deployment.lock().unlock();
                }
                lookSoon(deployment.file(), List.of());
            });
        }
    }

    /** Follows up on what an operator changed about a file: other files may serve now, and what failed is tried again. */
    void followUp(Deployment deployment) {
        intake.settled(deployment);
        deployments.refusedForOthers(deployment.file()).forEach(file -> lookSoon(file, List.of()));
    }

    /** Takes a file in as it is now, and returns when that is done. */
    void look(String file) throws InterruptedException {
        look(file, List.of());
    }

    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(workshop.folder())) {
            for (Path file : listed) {
                String name = file.getFileName().toString();
                if (concerns(name) && names.reaches(name)) {
                    files.add(name);
                } else if (!concerns(name)) {
                    log.info("Ignoring {} in {}: not a .jar", Printable.of(name), workshop.folder());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Once for all who ask before it begins: it sees what is there then. */
    private void lookSoon(String file, List<String> arrived) {
        if (awaited.add(file)) {
            inBackground(file, () -> look(file, arrived));
        }
    }

    private void inBackground(String file, Interruptible work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (DeployException | IOException | InterruptedException | RuntimeException | Error e) {
                        failed(file, e);
                    }
                },
                "deploy");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            failed(file, e);
        }
    }

    /** Looks at one file, and then at those that may be deployed since it has changed; those of the first load once, at its end. */
    private void look(String file, List<String> arrived) throws InterruptedException {
        try {
            if (intake.look(file, arrived, () -> awaited.remove(file)) && !firstLoad.isRunning()) {
                deployments.refusedForOthers(file).forEach(other -> lookSoon(other, List.of()));
            }
        } catch (RuntimeException | Error e) {
            failed(file, e);
        }
    }

    private void tryAgain() throws InterruptedException {
        boolean well = workshop.slots().emptyAgain();
        for (Deployment deployment : deployments()) {
            if (deployment.failure().filter(Failure::isTemporary).isPresent()) {
                look(deployment.file());
            }
            deployment.lock().lockInterruptibly();
            try {
                deployment.keepAgain();
            } finally {
                deployment.lock().unlock();
            }
            well &= !deployment.isTemporary();
        }
        if (well && workshop.accepted().isSaved()) {
            retry.succeeded();
        } else {
            retry.failed();
        }
    }

    /** The last guard of one file: what nothing else has caught is told and tried again. */
    private void failed(String file, Throwable e) {
        awaited.remove(file);
        retry.failed();
        if (workshop.isEnding()) {
            log.debug("A connector was not deployed: the server stops", e); // with no class that may be gone already
            return;
        }
        log.error("deploy/{} could not be deployed", Printable.of(file), e);
        if (!file.isEmpty()) {
            deployments.of(file).failed(DeployException.ofMachine("could not be deployed", e));
        }
    }

    private interface Interruptible {
        void run() throws DeployException, IOException, InterruptedException;
    }
}
