package io.patchbay.deploy;

import io.patchbay.spi.deploy.Deployed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors' folder: each jar becomes a bundle that is judged, started beside what it follows and published, or refused with
 * its reason. One file's change is taken in after the other; files do not wait for each other.
 */
final class Connectors implements FolderWatch.Listener, Deployed {

    static final String FOLDER = "the connectors' folder";

    private static final String SUFFIX = ".jar";
    private static final Logger log = LoggerFactory.getLogger(Connectors.class);

    private final Workshop workshop;
    private final Problems problems;
    private final FileNames names;
    private final Map<String, Deployment> deployments = new TreeMap<>();
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    /** Of the files that are taken in at once, in {@link Content#room}: large ones wait for each other, small ones for nobody. */
    private final Semaphore memory = new Semaphore(Content.MOST_ROOM);

    Connectors(Workshop workshop, Problems problems) {
        this.workshop = workshop;
        this.problems = problems;
        this.names = new FileNames(workshop.folder(), problems);
    }

    /** Whether a file of this name is one of its. */
    static boolean concerns(String name) {
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }

    /** Deploys all that is there, one after the other: first what served before, so that it keeps its names. */
    void load() throws IOException, InterruptedException {
        List<String> files = files();
        workshop.accepted().keepOnly(new HashSet<>(files));
        Comparator<String> servedFirst = Comparator.comparing(file -> workshop.accepted().standing(file).accepted().isEmpty());
        for (String file : files.stream().sorted(servedFirst.thenComparing(Comparator.naturalOrder())).toList()) {
            look(file);
        }
    }

    @Override
    public void changed(Settling.Changes changes) {
        changes.changed().stream().filter(names::reaches).forEach(this::lookSoon);
        changes.gone().forEach(names::gone);
        changes.gone().forEach(this::lookSoon);
    }

    @Override
    public void unreadable(String why) {
        String line = FOLDER + " " + why + "; what runs goes on";
        log.warn("{}", line);
        problems.report(FOLDER, line);
    }

    @Override
    public void readable() {
        log.info("{} can be read again", FOLDER);
        problems.solved(FOLDER);
    }

    /** All there are now. */
    List<Deployment> deployments() {
        synchronized (deployments) {
            return List.copyOf(deployments.values());
        }
    }

    @Override
    public List<String> connectors() {
        return deployments().stream()
                .filter(deployment -> deployment.running().isPresent())
                .map(deployment -> Printable.of(deployment.file()) + ": " + Printable.some(deployment.offers()))
                .toList();
    }

    int count(View.State state) {
        return (int) deployments().stream().filter(deployment -> deployment.view().state() == state).count();
    }

    /** Looks again at what was refused for lack of something that may be here now: settings, say, or a service. */
    void retry() {
        refusedForOthers("").forEach(this::lookSoon);
    }

    /** Whom to trust has changed: what serves is judged by that, and what was refused has another chance. */
    void judge() {
        for (Deployment deployment : deployments()) {
            inBackground(deployment.file(), () -> {
                deployment.lock().lockInterruptibly();
                try {
                    deployment.judge();
                } finally {
                    deployment.lock().unlock();
                }
                lookSoon(deployment.file());
            });
        }
    }

    /** The deployment an operator means: by its file's name, with or without .jar or as it is shown, or by the connector's own name. */
    Deployment named(String name) {
        List<Deployment> meant = deployments().stream()
                .filter(each -> each.file().equals(name) || each.file().equals(name + SUFFIX) || Printable.of(each.file()).equals(name))
                .toList();
        if (meant.isEmpty()) {
            meant = deployments().stream()
                    .filter(each -> each.view().build().filter(build -> build.symbolicName().equals(name)).isPresent())
                    .toList();
        }
        if (meant.size() != 1) {
            throw new IllegalArgumentException((meant.isEmpty() ? "There is no connector " : "More than one connector is called ")
                    + Printable.of(name) + ". `patchbay connectors list` shows those there are.");
        }
        return meant.get(0);
    }

    /** An operator's word about one of them. */
    void command(Deployment deployment, Word word) throws DeployException, IOException, InterruptedException {
        deployment.lock().lockInterruptibly();
        try {
            word.to(deployment);
        } finally {
            deployment.lock().unlock();
        }
        refusedForOthers(deployment.file()).forEach(this::lookSoon);
    }

    /** An operator lets a file serve. */
    void start(Deployment deployment) throws DeployException, IOException, InterruptedException {
        command(deployment, Deployment::start);
        look(deployment.file());
    }

    /** An operator takes a file away. */
    void remove(Deployment deployment) throws DeployException, IOException, InterruptedException {
        Path file = workshop.folder().resolve(deployment.file());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DeployException("is a folder, which nobody but you should take away");
        }
        Files.delete(file);
        look(deployment.file());
    }

    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(workshop.folder())) {
            for (String name : listed.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList())) {
                if (concerns(name) && names.reaches(name)) {
                    files.add(name);
                } else if (!concerns(name)) {
                    log.info("Ignoring {} in {}: not a .jar", Printable.of(name), workshop.folder());
                }
            }
        }
        return files;
    }

    /** Once for all who ask before it begins: it sees what is there then. */
    private void lookSoon(String file) {
        if (!awaited.add(file)) {
            return;
        }
        inBackground(file, () -> {
            try {
                look(file);
            } finally {
                awaited.remove(file);
            }
        });
    }

    private static void inBackground(String file, Interruptible work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                log.error("{} could not be taken in", Printable.of(file), e);
            }
        }, "deploy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks at one file and does what it asks for. */
    private void look(String file) throws InterruptedException {
        Deployment deployment = locked(file);
        awaited.remove(file);
        boolean settled;
        try {
            settled = deployment.isThere() ? take(deployment) : leave(deployment);
        } finally {
            deployment.lock().unlock();
        }
        if (settled) {
            refusedForOthers(file).forEach(this::lookSoon);
        }
    }

    /** Whether what is served has changed. */
    private boolean take(Deployment deployment) throws InterruptedException {
        Optional<Build> build = Optional.empty();
        Optional<Build> before = deployment.running().map(Version::build);
        Path path = workshop.folder().resolve(deployment.file());
        int room = Content.room(path);
        memory.acquire(room);
        try {
            Content content = workshop.checked(deployment.file(), Content.bytes(path));
            build = Optional.of(content.build());
            Optional<Deployment> other = other(deployment, content.build());
            if (other.isPresent()) {
                succeed(other.get(), deployment, content);
                return true;
            }
            deployment.take(content);
        } catch (DeployException e) {
            deployment.refuse(build, e);
        } catch (RuntimeException | Error e) {
            log.error("{} could not be taken in", Printable.of(deployment.file()), e);
            deployment.refuse(build, new DeployException("could not be taken in: " + Diagnosis.line(e), e));
        } finally {
            memory.release(room);
        }
        return !deployment.running().map(Version::build).equals(before);
    }

    /** The file is gone: another that waits for its place takes it. */
    private boolean leave(Deployment deployment) throws InterruptedException {
        Optional<String> name = deployment.running().map(version -> version.build().symbolicName());
        for (Deployment heir : deployments()) {
            boolean waits = heir != deployment
                    && heir.running().isEmpty()
                    && name.isPresent()
                    && name.equals(heir.failure().flatMap(Failure::build).map(Build::symbolicName));
            if (waits && heir.isThere()) {
                look(heir.file());
                return true;
            }
        }
        deployment.remove();
        synchronized (deployments) {
            deployments.remove(deployment.file(), deployment);
        }
        return true;
    }

    /** Who serves another version of the same connector. */
    private Optional<Deployment> other(Deployment deployment, Build build) {
        return deployments().stream()
                .filter(each -> each != deployment)
                .filter(each -> each.running().filter(version -> version.build().symbolicName().equals(build.symbolicName())).isPresent())
                .findFirst();
    }

    /** The file was renamed, or replaced by one of another name: the deployment goes on under that one. */
    private void succeed(Deployment other, Deployment newcomer, Content content) throws DeployException, InterruptedException {
        Build serves = other.running().map(Version::build).orElse(content.build());
        if (other.isThere() || newcomer.running().isPresent() || !other.lock().tryLock()) {
            throw new DeployException(DeployException.Kind.CONFLICT, (serves.digest().equals(content.build().digest())
                    ? "is the same as " : "is another version of " + serves + " in ")
                    + Printable.of(other.file()) + ", which serves; remove that, and this one takes its place");
        }
        try {
            synchronized (deployments) {
                deployments.remove(other.file());
                other.rename(newcomer.file());
                deployments.put(newcomer.file(), other);
            }
            try {
                other.take(content);
            } catch (DeployException e) {
                other.refuse(Optional.of(content.build()), e);
            }
        } finally {
            other.lock().unlock();
        }
    }

    /** Those that would serve but for another file. */
    private List<String> refusedForOthers(String file) {
        return deployments().stream()
                .filter(each -> !each.file().equals(file))
                .filter(each -> each.failure().filter(Failure::mayHeal).isPresent())
                .map(Deployment::file)
                .toList();
    }

    private Deployment locked(String file) throws InterruptedException {
        while (true) {
            Deployment deployment;
            synchronized (deployments) {
                deployment = deployments.computeIfAbsent(file, name -> new Deployment(workshop, name));
            }
            deployment.lock().lockInterruptibly();
            synchronized (deployments) {
                if (deployments.get(file) == deployment) {
                    return deployment;
                }
            }
            deployment.lock().unlock();
        }
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }

    /** What an operator says to a deployment. */
    interface Word {
        void to(Deployment deployment) throws DeployException, IOException, InterruptedException;
    }
}
