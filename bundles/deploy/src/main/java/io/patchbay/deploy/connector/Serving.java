package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.bundle.Slot;
import io.patchbay.deploy.file.NameList;
import io.patchbay.spi.deploy.Arrival;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.RefusedException;
import io.patchbay.support.DaemonThread;
import io.patchbay.support.SafeText;
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
 * The running version and the previous version of one connector, in their slots. The previous version does not run, but
 * can be started again at once. The caller must hold the deployment's lock when it calls a method that changes
 * something.
 */
final class Serving {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
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

    /** Returns the previous version, which can be started again at once. */
    Optional<Build> previous() {
        return previous.map(retired -> retired.version().build());
    }

    /**
     * Replaces the running version by a version with this content. The new version belongs to this owner.
     *
     * @throws DeployException if the new version cannot serve; the running version then keeps serving
     */
    void serve(String owner, JarContent content) throws DeployException, InterruptedException {
        long start = System.nanoTime();
        String digest = content.build().digest();
        if (running.filter(version -> version.hasDigest(digest)).isPresent()) {
            changeOwner(owner);
        } else if (previous.filter(retired -> retired.version().hasDigest(digest))
                .isPresent()) {
            swap(previous.get().version().withOwner(owner), start);
        } else {
            swap(installed(owner, content), start);
        }
    }

    /** Stops serving. The version and its names stay reserved for a later start. */
    void stop() {
        running.ifPresent(version -> {
            Publication publication = workshop.publisher().withdraw(version.owner());
            running = Optional.empty();
            retire(version, publication.drained());
        });
    }

    /** Removes the connector and frees the owner's names. */
    void end(String owner) {
        Publication publication =
                workshop.publisher().retire(running.map(InstalledVersion::owner).orElse(owner));
        previous.ifPresent(this::release);
        previous = Optional.empty();
        running.ifPresent(version -> runInBackground(() -> {
            awaitDrain(version, publication.drained());
            version.stop(STOP_TIMEOUT);
            workshop.slots().release(version.slot(), publication.drained());
        }));
        running = Optional.empty();
    }

    /** Publishes the running version under another owner, because the file of the version was renamed. */
    private void changeOwner(String owner) throws DeployException {
        InstalledVersion now = running.orElseThrow();
        if (!now.owner().equals(owner)) {
            InstalledVersion renamed = now.withOwner(owner);
            publish(renamed, running);
            running = Optional.of(renamed);
        }
    }

    private InstalledVersion installed(String owner, JarContent content) throws DeployException, InterruptedException {
        Slot slot = workshop.slots().acquire();
        try {
            return InstalledVersion.install(owner, slot, content);
        } catch (DeployException | InterruptedException e) {
            workshop.slots().release(slot, DRAINED);
            throw e;
        }
    }

    /** @param start the value of {@link System#nanoTime()} when the deployment began */
    private void swap(InstalledVersion candidate, long start) throws DeployException, InterruptedException {
        Optional<InstalledVersion> before = running;
        Optional<List<String>> tolerated =
                before.map(version -> workshop.starter().state(version).waiting());
        boolean stopsFirst = before.filter(version ->
                        version.build().stopsFirst() || candidate.build().stopsFirst())
                .isPresent();
        CompletionStage<Void> drained = DRAINED;
        try {
            candidate.checkAllowed(workshop.imports());
            if (stopsFirst) {
                candidate.checkPresent(workshop.imports());
                drained = stopFirst(before.get());
            }
            Publication publication = workshop.starter()
                    .start(candidate, workshop.imports(), tolerated, () -> publish(candidate, before));
            running = Optional.of(candidate);
            replacePrevious(candidate, before, stopsFirst ? drained : publication.drained());
            long took = System.nanoTime() - start;
            workshop.counters().served(took);
            log.info(
                    "{} deployed in {} ms: {}, {}",
                    SafeText.name(candidate.owner()),
                    TimeUnit.NANOSECONDS.toMillis(took),
                    candidate.build(),
                    NameList.of(publication.names()));
        } catch (DeployException | InterruptedException | RuntimeException | Error e) {
            abandon(candidate);
            if (running.isEmpty() && before.isPresent()) {
                restart(before.get());
            }
            throw e;
        }
    }

    private Publication publish(InstalledVersion version, Optional<InstalledVersion> before) throws DeployException {
        boolean update = before.isPresent()
                || workshop.accepted()
                        .recordOf(version.owner())
                        .isUpdate(version.build().digest());
        OptionalLong replaced =
                before.map(other -> OptionalLong.of(other.bundleId())).orElse(OptionalLong.empty());
        try {
            return workshop.publisher().publish(new Arrival(version.owner(), version.bundleId(), replaced, update));
        } catch (RefusedException e) {
            throw refused(e);
        } catch (IllegalStateException e) {
            throw DeployException.ofMachine("the connector could not be published", e);
        }
    }

    private static DeployException refused(RefusedException e) {
        String more = e.reason() == RefusedException.Reason.UNREADABLE ? "; the server retries automatically" : "";
        return new DeployException(
                switch (e.reason()) {
                    case DEFINITIONS -> DeployException.Kind.FAULTY;
                    case UNREADABLE -> DeployException.Kind.TEMPORARY;
                    case NAMES -> DeployException.Kind.CONFLICT;
                },
                e.getMessage() + more,
                e.lines().size() > 1 ? e.lines() : List.of());
    }

    private void replacePrevious(
            InstalledVersion now, Optional<InstalledVersion> before, CompletionStage<Void> drained) {
        Optional<Retired> other = previous.filter(retired -> retired.version().slot() != now.slot());
        if (before.isPresent()) {
            other.ifPresent(this::release);
            previous = Optional.empty();
            retire(before.get(), drained);
        } else {
            previous = other;
        }
    }

    /**
     * Stops the running version before the new version starts, because the two versions cannot run at the same time.
     * New calls wait meanwhile.
     */
    private CompletionStage<Void> stopFirst(InstalledVersion version) throws InterruptedException {
        Publication publication = workshop.publisher().pause(version.owner());
        running = Optional.empty();
        awaitDrain(version, publication.drained());
        version.stop(STOP_TIMEOUT);
        return publication.drained();
    }

    /** Restarts the old version if the new version has failed and the old version was stopped first. */
    private void restart(InstalledVersion version) throws InterruptedException {
        try {
            workshop.starter()
                    .start(version, workshop.imports(), Optional.empty(), () -> publish(version, Optional.of(version)));
            running = Optional.of(version);
        } catch (DeployException e) {
            log.error(
                    "{}: the new version failed, and the previous version {} does not start again: {}. The connector is out of service",
                    SafeText.name(version.owner()),
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
        candidate.stop(STOP_TIMEOUT);
        if (previous.filter(retired -> retired.version().slot() == candidate.slot())
                .isEmpty()) {
            workshop.slots().release(candidate.slot(), DRAINED);
        }
    }

    private void release(Retired retired) {
        workshop.slots().release(retired.version().slot(), retired.drained());
    }

    /** Makes a version the previous version. Stops the version when its last call has ended or the drain time is over. */
    private void retire(InstalledVersion version, CompletionStage<Void> drained) {
        Retired retired = new Retired(version, drained);
        previous.ifPresent(this::release);
        previous = Optional.of(retired);
        runInBackground(() -> {
            awaitDrain(version, drained);
            lock.lockInterruptibly();
            try {
                if (previous.filter(now -> now == retired).isPresent()) {
                    version.stop(STOP_TIMEOUT);
                }
            } finally {
                lock.unlock();
            }
        });
    }

    private void awaitDrain(InstalledVersion version, CompletionStage<Void> drained) throws InterruptedException {
        long seconds = workshop.maxDrain().get().toSeconds();
        try {
            drained.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            workshop.counters().undrained();
            log.warn(
                    "{}: calls into {} still run after {} s (drainSeconds). The server stops that version now; the calls keep running",
                    SafeText.name(version.owner()),
                    version.build(),
                    seconds);
        } catch (ExecutionException e) {
            throw new AssertionError("A drain cannot fail", e);
        }
    }

    private static void runInBackground(Interruptible work) {
        Thread thread = DaemonThread.of(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException | RuntimeException | Error e) {
                        log.error("A replaced version could not be stopped; its memory stays in use", e);
                    }
                },
                "deploy-drain");
        thread.start();
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }

    /** A version that no longer serves. The stage {@code drained} completes when the last call of the version has ended. */
    private record Retired(InstalledVersion version, CompletionStage<Void> drained) {}
}
