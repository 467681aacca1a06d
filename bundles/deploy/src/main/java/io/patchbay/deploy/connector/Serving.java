package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.bundle.Slot;
import io.patchbay.deploy.file.Printable;
import io.patchbay.spi.deploy.Arrival;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of one connector in their slots: the one that serves, and the one before, which is stopped and can be back at
 * once. All but the looks are called with the deployment's lock held.
 */
final class Serving {

    private static final Duration MAX_STOP = Duration.ofSeconds(5);
    private static final CompletionStage<Void> DRAINED = CompletableFuture.completedStage(null);
    private static final Logger log = LoggerFactory.getLogger(Serving.class);

    private final Workshop workshop;
    private final Lock lock;
    private volatile Optional<InstalledVersion> running = Optional.empty();
    private volatile Optional<Retired> previous = Optional.empty();

    Serving(Workshop workshop, Lock lock) {
        this.workshop = workshop;
        this.lock = lock;
    }

    Optional<InstalledVersion> running() {
        return running;
    }

    /** What could be back at once. */
    Optional<Build> previous() {
        return previous.map(retired -> retired.version().build());
    }

    /**
     * Puts this in the place of what serves, for this owner.
     *
     * @throws DeployException when it cannot serve; what served does then
     */
    void serve(String owner, JarContent content) throws DeployException, InterruptedException {
        long start = System.nanoTime();
        String digest = content.build().digest();
        if (running.filter(version -> version.holds(digest)).isPresent()) {
            own(owner);
        } else if (previous.filter(retired -> retired.version().holds(digest)).isPresent()) {
            swap(previous.get().version().ownedBy(owner), start);
        } else {
            swap(installed(owner, content), start);
        }
    }

    /** Lets nothing serve, and keeps what served at hand, with its names. */
    void stop() {
        running.ifPresent(version -> {
            Publication publication = workshop.publisher().withdraw(version.owner());
            running = Optional.empty();
            retire(version, publication.drained());
        });
    }

    /** Ends for good; the owner's names are free. */
    void end(String owner) {
        Publication publication =
                workshop.publisher().retire(running.map(InstalledVersion::owner).orElse(owner));
        previous.ifPresent(this::giveBack);
        previous = Optional.empty();
        running.ifPresent(version -> later(() -> {
            await(version, publication.drained());
            version.stop(MAX_STOP);
            workshop.slots().giveBack(version.slot(), publication.drained());
        }));
        running = Optional.empty();
    }

    /** The same under another owner's name: its file was renamed. */
    private void own(String owner) throws DeployException {
        InstalledVersion now = running.orElseThrow();
        if (!now.owner().equals(owner)) {
            InstalledVersion renamed = now.ownedBy(owner);
            publish(renamed, running);
            running = Optional.of(renamed);
        }
    }

    private InstalledVersion installed(String owner, JarContent content) throws DeployException, InterruptedException {
        Slot slot = workshop.slots().take();
        try {
            return InstalledVersion.install(owner, slot, content);
        } catch (DeployException | InterruptedException e) {
            workshop.slots().giveBack(slot, DRAINED);
            throw e;
        }
    }

    /** @param start when the first was done for it, of {@link System#nanoTime()} */
    private void swap(InstalledVersion candidate, long start) throws DeployException, InterruptedException {
        Optional<InstalledVersion> before = running;
        Optional<List<String>> tolerated =
                before.map(version -> workshop.starter().state(version).waiting());
        boolean first = before.filter(version ->
                        version.build().stopsFirst() || candidate.build().stopsFirst())
                .isPresent();
        CompletionStage<Void> drained = DRAINED;
        try {
            candidate.checkAllowed(workshop.imports());
            if (first) {
                candidate.checkPresent(workshop.imports());
                drained = makeRoom(before.get());
            }
            Publication publication = workshop.starter()
                    .start(candidate, workshop.imports(), tolerated, () -> publish(candidate, before));
            running = Optional.of(candidate);
            settle(candidate, before, first ? drained : publication.drained());
            long took = System.nanoTime() - start;
            workshop.counters().served(took);
            log.info(
                    "{} deployed in {} ms: {}, {}",
                    Printable.of(candidate.owner()),
                    TimeUnit.NANOSECONDS.toMillis(took),
                    candidate.build(),
                    Printable.some(publication.names()));
        } catch (DeployException | InterruptedException | RuntimeException | Error e) {
            abandon(candidate);
            if (running.isEmpty() && before.isPresent()) {
                again(before.get());
            }
            throw e;
        }
    }

    private Publication publish(InstalledVersion version, Optional<InstalledVersion> before) throws DeployException {
        boolean update = before.isPresent()
                || workshop.accepted()
                        .recordOf(version.owner())
                        .isOther(version.build().digest());
        OptionalLong replaced =
                before.map(other -> OptionalLong.of(other.bundleId())).orElse(OptionalLong.empty());
        try {
            return workshop.publisher().publish(new Arrival(version.owner(), version.bundleId(), replaced, update));
        } catch (RefusedException e) {
            throw refused(e);
        } catch (IllegalStateException e) {
            throw DeployException.ofMachine("could not be published", e);
        }
    }

    private static DeployException refused(RefusedException e) {
        String more = e.reason() == RefusedException.Reason.UNREADABLE ? "; the server tries again by itself" : "";
        return new DeployException(
                switch (e.reason()) {
                    case DEFINITIONS -> DeployException.Kind.FAULTY;
                    case UNREADABLE -> DeployException.Kind.TEMPORARY;
                    case NAMES -> DeployException.Kind.CONFLICT;
                },
                e.getMessage() + more,
                e.lines().size() > 1 ? e.lines() : List.of());
    }

    private void settle(InstalledVersion now, Optional<InstalledVersion> before, CompletionStage<Void> drained) {
        Optional<Retired> other = previous.filter(retired -> retired.version().slot() != now.slot());
        if (before.isPresent()) {
            other.ifPresent(this::giveBack);
            previous = Optional.empty();
            retire(before.get(), drained);
        } else {
            previous = other;
        }
    }

    /** For a connector that cannot be there twice: what served is stopped before the new one starts, and calls wait for that. */
    private CompletionStage<Void> makeRoom(InstalledVersion version) throws InterruptedException {
        Publication publication = workshop.publisher().pause(version.owner());
        running = Optional.empty();
        await(version, publication.drained());
        version.stop(MAX_STOP);
        return publication.drained();
    }

    /** It had to stop for one that is no good. */
    private void again(InstalledVersion version) throws InterruptedException {
        try {
            workshop.starter()
                    .start(version, workshop.imports(), Optional.empty(), () -> publish(version, Optional.of(version)));
            running = Optional.of(version);
        } catch (DeployException e) {
            log.error(
                    "{}: {} had to stop first and does not start again: {}",
                    Printable.of(version.owner()),
                    version.build(),
                    e.getMessage());
            abandon(version);
        } finally {
            if (running.isEmpty()) {
                workshop.publisher().withdraw(version.owner());
            }
        }
    }

    private void abandon(InstalledVersion candidate) throws InterruptedException {
        candidate.stop(MAX_STOP);
        if (previous.filter(retired -> retired.version().slot() == candidate.slot())
                .isEmpty()) {
            workshop.slots().giveBack(candidate.slot(), DRAINED);
        }
    }

    private void giveBack(Retired retired) {
        workshop.slots().giveBack(retired.version().slot(), retired.drained());
    }

    /** Makes it the one before, stopped when its last call has ended, or when that takes too long. */
    private void retire(InstalledVersion version, CompletionStage<Void> drained) {
        Retired retired = new Retired(version, drained);
        previous.ifPresent(this::giveBack);
        previous = Optional.of(retired);
        later(() -> {
            await(version, drained);
            lock.lockInterruptibly();
            try {
                if (previous.filter(now -> now == retired).isPresent()) {
                    version.stop(MAX_STOP);
                }
            } finally {
                lock.unlock();
            }
        });
    }

    private void await(InstalledVersion version, CompletionStage<Void> drained) throws InterruptedException {
        long seconds = workshop.maxDrain().get().toSeconds();
        try {
            drained.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            workshop.counters().undrained();
            log.warn(
                    "{}: calls into {} still run after {} s; it is stopped under them, they keep what they hold",
                    Printable.of(version.owner()),
                    version.build(),
                    seconds);
        } catch (ExecutionException e) {
            throw new AssertionError("A drain cannot fail", e);
        }
    }

    private static void later(Interruptible work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException | RuntimeException | Error e) {
                        log.error("A version that was replaced could not be stopped; its memory stays in use", e);
                    }
                },
                "deploy-drain");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }

    /** A version that served, and when its last call has ended. */
    private record Retired(InstalledVersion version, CompletionStage<Void> drained) {}
}
