package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.Build;
import io.patchbay.deploy.bundle.DeployException;
import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.bundle.JarContent;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.file.FileRecord;
import io.patchbay.deploy.file.PlainWords;
import io.patchbay.deploy.file.Printable;
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
 * One file of the connectors' folder: what of it serves, what operators said about it, and why it does not serve, if so. All but
 * the looks are called with its lock held.
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
    /** The digest of the content that was last taken or refused. */
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

    /** What serves. */
    Optional<InstalledVersion> running() {
        return serving.running();
    }

    Optional<Failure> failure() {
        return failure;
    }

    /** Whether what is wrong with it may end by itself. */
    boolean isTemporary() {
        return !keeping.isWell() || failure.filter(Failure::isTemporary).isPresent();
    }

    /**
     * Whether the file is there, whatever it is.
     *
     * @throws DeployException when that cannot be told: a file that cannot be seen is not gone
     */
    boolean isThere() throws DeployException {
        try {
            Files.readAttributes(workshop.folder().resolve(file), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(workshop.folder())) {
                return false;
            }
            throw DeployException.ofMachine("is out of reach", e);
        } catch (IOException e) {
            throw DeployException.ofMachine("is out of reach", e);
        }
    }

    /** Goes on under another file's name. */
    void rename(String to) {
        workshop.accepted().rename(file, to);
        file = to;
    }

    /** Makes what serves the same as what the file holds; what cannot serve leaves what does. */
    void take(JarContent content) throws DeployException, InterruptedException {
        FileRecord kept = keptRecord();
        boolean setAside = kept.setAside().contains(content.build().digest());
        if (!kept.stopped() && !setAside) {
            serving.serve(file, content);
        }
        solved();
        if (!kept.stopped() && setAside) {
            fallBack(false);
        } else if (!kept.stopped()) {
            keeping.keep(file, content.bytes());
        }
        tellState();
    }

    /** Something is wrong with the file: what served serves on, else what served last. */
    void refuse(Optional<Build> build, DeployException why) throws InterruptedException {
        if (workshop.isEnding()) {
            log.debug("deploy/{}: {}", Printable.of(file), why.getMessage(), why);
            return;
        }
        Failure now = new Failure(build, why);
        boolean known = failure.filter(now::isLike).isPresent();
        failure = Optional.of(now);
        workshop.counters().refused(why);
        if (!keptRecord().stopped()) {
            fallBack(known);
        }
        if (!known) {
            log.warn("{}", report.line(file, now));
            if (why.getCause() instanceof RuntimeException || why.getCause() instanceof Error) {
                log.error("deploy/{}: the server's own failure in full", Printable.of(file), why.getCause());
            } else {
                log.debug("{} in full", Printable.of(file), why);
            }
        }
    }

    /** This content of the file has been taken or refused, and the view says which. */
    void judged(String digest) {
        judged = Optional.of(digest);
    }

    /** It could not even be refused. Safe to be called without the lock. */
    void failed(DeployException why) {
        failure = Optional.of(new Failure(Optional.empty(), why));
    }

    /** Nothing is wrong with its file any more. */
    void solved() {
        failure.ifPresent(before -> log.info("No longer: deploy/{}: {}", Printable.of(file), before.line()));
        failure = Optional.empty();
    }

    /** Whom to trust has changed: what serves and is not trusted now ends, its names stay its own. */
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

    /** The file is gone: so is all of it. */
    void remove() {
        if (running().isPresent()) {
            log.info("{} removed", Printable.of(file));
        }
        serving.end(file);
        solved();
        tellState();
        keeping.forget(file);
    }

    /** An operator stops it: it stays so over restarts and changes of its file. */
    public void stop() {
        mark(kept -> kept.stopped(true));
        serving.stop();
        log.info("{} stopped", Printable.of(file));
    }

    /** An operator lets the file serve, whatever was said about it before. */
    void start() {
        mark(kept -> kept.stopped(false).withoutDoubts());
    }

    /** An operator goes back to what served before; the file's own version is not taken until the file changes again. */
    public void rollBack() throws DeployException, InterruptedException, IOException {
        String now = running()
                .orElseThrow(() -> new IllegalArgumentException(
                        Printable.of(file) + " does not serve: there is nothing to go back from."))
                .build()
                .digest();
        String before = keptRecord()
                .before(now)
                .orElseThrow(() ->
                        new IllegalArgumentException("No earlier version of " + Printable.of(file) + " is kept."));
        byte[] bytes = workshop.accepted()
                .version(before)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The earlier version of " + Printable.of(file) + " is no longer whole."));
        serving.serve(file, workshop.judge().judge(file, bytes));
        solved();
        mark(kept -> kept.rolledBack(now, before, workshop.accepted().most()));
        log.info("{} rolled back", Printable.of(file));
    }

    /** What is to be said about it now, one line each. */
    List<String> lines() {
        return report.lines(file, failure);
    }

    /** The same without a new look at its components. */
    List<String> knownLines() {
        return report.knownLines(file, failure);
    }

    /** Writes to the log what its components wait for, and once they no longer do. */
    void tellState() {
        news.tell(file, running());
    }

    /** Keeps again what could not be kept. */
    void keepAgain() {
        keeping.again(file, running());
    }

    /** All there is to see. */
    ConnectorView view() {
        // Read first, so that the rest of the view is at least as new.
        Optional<String> content = judged;
        return report.view(file, failure, content, lock.isLocked());
    }

    /** What is published of it, by wire name. */
    List<String> offers() {
        return report.offers();
    }

    private FileRecord keptRecord() {
        return workshop.accepted().recordOf(file);
    }

    private void fallBack(boolean told) throws InterruptedException {
        if (running().isPresent()) {
            return;
        }
        try {
            Optional<byte[]> last = workshop.accepted().last(file);
            boolean same = last.map(AcceptedVersions::digest)
                    .equals(failure.flatMap(Failure::build).map(Build::digest));
            if (last.isPresent() && !same) {
                serving.serve(file, workshop.judge().judge(file, last.get()));
            }
        } catch (DeployException | IOException e) {
            String line =
                    "deploy/" + Printable.of(file) + ": the last good version cannot serve either: " + PlainWords.of(e);
            log.atLevel(told ? Level.DEBUG : Level.WARN).log(line);
        }
    }

    /** What an operator says holds, also where a restart will not know of it. */
    private void mark(UnaryOperator<FileRecord> change) {
        workshop.accepted().change(file, change);
        keeping.save(file);
    }
}
