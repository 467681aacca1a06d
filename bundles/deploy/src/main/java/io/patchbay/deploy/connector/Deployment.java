package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.file.FileRecord;
import io.patchbay.support.FailureText;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One file of the connectors' folder, with the version that serves, the changes by operators and the last failure. The
 * caller must hold the lock when it calls a method that changes something.
 */
final class Deployment {

    private static final Logger log = LoggerFactory.getLogger(Deployment.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Workshop workshop;
    private final Serving serving;
    private final Keeping keeping;
    private final ComponentNews news;
    private final DeploymentReport report;
    private volatile String file;
    private volatile Optional<Failure> failure = Optional.empty();
    /** The digest of the content that was last deployed or refused. */
    private volatile Optional<String> judged = Optional.empty();

    Deployment(Workshop workshop, String file) {
        this.workshop = workshop;
        this.serving = new Serving(workshop, lock);
        this.file = file;
        this.keeping = new Keeping(workshop);
        this.news = new ComponentNews(workshop);
        this.report = new DeploymentReport(workshop, serving, keeping, news);
    }

    ReentrantLock lock() {
        return lock;
    }

    String file() {
        return file;
    }

    /** Returns the version that serves. */
    Optional<InstalledVersion> running() {
        return serving.running();
    }

    Optional<Failure> failure() {
        return failure;
    }

    /** Returns whether the problem of the file is temporary. The server retries files with temporary problems. */
    boolean isTemporary() {
        return keeping.hasFailed() || failure.filter(Failure::isTemporary).isPresent();
    }

    /**
     * Returns whether a file of any kind exists under this name.
     *
     * @throws DeployException if the state of the file cannot be determined; the file then does not count as deleted
     */
    boolean exists() throws DeployException {
        try {
            Files.readAttributes(workshop.folder().resolve(file), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(workshop.folder())) {
                return false;
            }
            throw DeployException.ofMachine("the file cannot be accessed", e);
        } catch (IOException e) {
            throw DeployException.ofMachine("the file cannot be accessed", e);
        }
    }

    /** Continues this deployment under the name of another file. */
    void rename(String to) {
        workshop.accepted().rename(file, to);
        file = to;
    }

    /** Serves the file's content. If the content cannot serve, the running version keeps serving. */
    void deploy(JarContent content) throws DeployException, InterruptedException {
        FileRecord kept = fileRecord();
        boolean setAside = kept.setAside().contains(content.build().digest());
        if (!kept.stopped() && !setAside) {
            serving.serve(file, content);
        }
        clearFailure();
        if (!kept.stopped() && setAside) {
            fallBack(false);
        } else if (!kept.stopped()) {
            keeping.keep(file, content.bytes());
        }
        reportState();
    }

    /** Refuses the file. The running version keeps serving. If no version runs, the last good version is served. */
    void refuse(Optional<Build> build, DeployException why) throws InterruptedException {
        if (workshop.isStopping()) {
            log.debug("deploy/{}: {}", SafeText.name(file), why.getMessage(), why);
            return;
        }
        Failure now = new Failure(build, why);
        boolean known = failure.filter(now::isSame).isPresent();
        failure = Optional.of(now);
        workshop.counters().refused(why);
        if (!fileRecord().stopped()) {
            fallBack(known);
        }
        if (!known) {
            log.warn("{}", report.line(file, now));
            if (why.getCause() instanceof RuntimeException || why.getCause() instanceof Error) {
                log.error("deploy/{}: internal error", SafeText.name(file), why.getCause());
            } else {
                log.debug("deploy/{}: all causes", SafeText.name(file), why);
            }
        }
    }

    /** Marks this content as deployed or refused; the view shows the result. */
    void markJudged(String digest) {
        judged = Optional.of(digest);
    }

    /** Records that the server failed while it processed the file. The caller need not hold the lock. */
    void recordFailure(DeployException why) {
        failure = Optional.of(new Failure(Optional.empty(), why));
    }

    /** Clears the failure, because the file has no problem any more. */
    void clearFailure() {
        failure.ifPresent(before -> log.info("Resolved: deploy/{}: {}", SafeText.name(file), before.line()));
        failure = Optional.empty();
    }

    /**
     * Stops the running version if the version is no longer trusted. The names of the version stay reserved. Called when the trust
     * rules have changed.
     */
    void judgeAgain() throws InterruptedException {
        Optional<Build> build = running().map(InstalledVersion::build);
        if (build.isEmpty()) {
            return;
        }
        try {
            workshop.judge().judgeAgain(file, build.get());
        } catch (DeployException e) {
            serving.stop();
            refuse(build, e);
        }
    }

    /** Removes the version and the record of the file. Called when the file was deleted. */
    void remove() {
        if (running().isPresent()) {
            log.info("{} removed", SafeText.name(file));
        }
        serving.end(file);
        clearFailure();
        reportState();
        keeping.forget(file);
    }

    /**
     * Stops the connector at the request of an operator. The connector stays stopped after restarts and after changes
     * of its file.
     */
    public void stop() {
        changeRecord(kept -> kept.withStopped(true));
        serving.stop();
        log.info("{} stopped", SafeText.name(file));
    }

    /** At the request of an operator, allows the file to serve again after a stop or a rollback. */
    void start() {
        changeRecord(kept -> kept.withStopped(false).withoutSetAside());
    }

    /**
     * Rolls back to the previous version at the request of an operator. The version in the file is deployed only after
     * the file has changed again.
     */
    public void rollBack() throws DeployException, InterruptedException, IOException {
        String now = running()
                .orElseThrow(() -> new IllegalArgumentException(
                        SafeText.name(file) + " does not serve, so it cannot be rolled back."))
                .build()
                .digest();
        String before = fileRecord()
                .rollbackTarget(now)
                .orElseThrow(() ->
                        new IllegalArgumentException("No earlier version of " + SafeText.name(file) + " is kept."));
        byte[] bytes = workshop.accepted()
                .version(before)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The kept earlier version of " + SafeText.name(file) + " is missing or damaged."));
        serving.serve(file, workshop.judge().judge(file, bytes));
        clearFailure();
        changeRecord(kept -> kept.withRollback(now, before, workshop.accepted().maxVersions()));
        log.info("{} rolled back", SafeText.name(file));
    }

    /** Returns the current problems, one line each. */
    List<String> lines() {
        return report.lines(file, failure);
    }

    /** Returns the problems, one line each. Uses the last known states of the components. */
    List<String> knownLines() {
        return report.knownLines(file, failure);
    }

    /** Logs which components wait, and logs when these components no longer wait. */
    void reportState() {
        news.logChange(file, running());
    }

    /** Tries again to keep versions and records that could not be kept. */
    void retryKeeping() {
        keeping.retry(file, running());
    }

    /** Returns the view of the file for operators. */
    ConnectorView view() {
        // The digest is read first, so that the other parts of the view are not older than the digest.
        Optional<String> content = judged;
        return report.view(file, failure, content, lock.isLocked());
    }

    /** Returns the wire names of all published entries. */
    List<String> offers() {
        return report.offers();
    }

    private FileRecord fileRecord() {
        return workshop.accepted().recordOf(file);
    }

    private void fallBack(boolean alreadyReported) throws InterruptedException {
        if (running().isPresent()) {
            return;
        }
        try {
            Optional<byte[]> last = workshop.accepted().lastGood(file);
            boolean same = last.map(AcceptedVersions::digest)
                    .equals(failure.flatMap(Failure::build).map(Build::digest));
            if (last.isPresent() && !same) {
                serving.serve(file, workshop.judge().judge(file, last.get()));
            }
        } catch (DeployException | IOException e) {
            String line = "deploy/" + SafeText.name(file) + ": the last good version cannot be served either: "
                    + FailureText.of(e);
            log.atLevel(alreadyReported ? Level.DEBUG : Level.WARN).log(line);
        }
    }

    /** Applies an operator's change, even if the change cannot be saved for the next start. */
    private void changeRecord(UnaryOperator<FileRecord> change) {
        workshop.accepted().change(file, change);
        keeping.save(file);
    }
}
