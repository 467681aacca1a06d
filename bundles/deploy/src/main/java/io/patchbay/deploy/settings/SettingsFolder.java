package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Delivery;
import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.configadmin.Readers;
import io.patchbay.deploy.file.OthersMayWrite;
import io.patchbay.deploy.watch.FolderWatch;
import io.patchbay.deploy.watch.Settling;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.Problem;
import io.patchbay.support.DurableFile;
import io.patchbay.support.FailureText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings folder, with one file for each PID. Valid files are in force; an invalid file leaves the previous
 * settings in force. Commands and all changes of files, secrets and descriptions are processed one after the other. The
 * cost of a change does not depend on the number of files.
 */
public final class SettingsFolder implements Settings, FolderWatch.Listener {

    private static final String FOLDER = "the settings folder";
    /** The maximum number of files that are read one after the other. A folder with more files is read in parallel. */
    private static final int MAX_FILES_SEQUENTIAL = 256;

    private static final Logger log = LoggerFactory.getLogger(SettingsFolder.class);

    private final Path folder;
    private final InForce inForce;
    private final SettingsValidator validator;
    private final Readers readers;
    private final Delivery delivery;
    private final LastGood lastGood;
    private final SettingsProblems problems;

    private final SettingsNames names;
    private final SettingsJudge judge;

    /** @param listener receives the PIDs whose current file is not in force, each time the set of these PIDs changes */
    public SettingsFolder(
            Path folder,
            InForce inForce,
            SettingsValidator validator,
            Readers readers,
            Delivery delivery,
            LastGood lastGood,
            SettingsProblems problems,
            Consumer<SettingsJudge.Unsound> listener) {
        this.folder = folder;
        this.inForce = inForce;
        this.validator = validator;
        this.readers = readers;
        this.delivery = delivery;
        this.lastGood = lastGood;
        this.problems = problems;
        this.names = new SettingsNames(readers::isRead, problems);
        this.judge = new SettingsJudge(inForce, validator, lastGood, problems, listener);
    }

    /** Reads the whole folder. An invalid file does not affect the other files. */
    synchronized void load() throws IOException {
        Set<String> there = new TreeSet<>();
        try (Stream<Path> listed = Files.list(folder)) {
            listed.map(file -> file.getFileName().toString())
                    .filter(SettingsNames::isWatched)
                    .forEach(there::add);
        }
        names.set(there);
        Map<Pid, String> files = names.files();
        lastGood.keepOnly(Set.copyOf(files.values()));
        // Reading the files takes most of the time and needs no lock.
        Stream<Map.Entry<Pid, String>> all =
                files.size() > MAX_FILES_SEQUENTIAL ? files.entrySet().parallelStream() : files.entrySet().stream();
        all.map(entry -> read(entry.getKey(), entry.getValue())).toList().forEach(read -> read.ifPresent(judge::load));
        files.forEach(this::warn);
        judge.finishLoad();
        log.info("Read {} settings files from {}", inForce.pids().size(), folder);
    }

    @Override
    public synchronized void changed(Settling.Changes changes) {
        process(names.change(changes.changed(), changes.gone()), changes.changed());
    }

    @Override
    public void unreadable(String why) {
        problems.report(
                FOLDER,
                Problem.Severity.DEGRADED,
                FOLDER + " " + folder + " " + why + "; the previous settings stay in force");
    }

    @Override
    public void readable() {
        problems.resolve(FOLDER);
    }

    /** Judges the files of these PIDs again, because their descriptions have changed. Warns of settings that no bundle reads. */
    synchronized void judgeDescribed(Set<String> pids) {
        for (SettingsFile file : judge.files()) {
            if (pids.contains(file.pid().factory())) {
                judge.judge(file);
            }
        }
        process(names.chooseAgain(), Set.of());
        names.files().forEach(this::warn);
    }

    /**
     * Checks whether secrets have changed. Called repeatedly. A change takes effect when two checks find the same values, because
     * the file of a secret may be half-written.
     */
    public synchronized void checkSecrets() {
        judge.checkSecrets();
    }

    /** Makes further settings durable for the next start, and retries after failures. Called repeatedly. */
    synchronized void continueSaving() {
        judge.continueSaving();
    }

    @Override
    public void write(String pid, String comment, Map<String, Object> properties) throws IOException {
        Pid name = Pid.of(pid);
        replace(name, SettingsText.write(comment, properties).getBytes(StandardCharsets.UTF_8));
        deliver(name);
    }

    @Override
    public boolean remove(String pid) throws IOException {
        Pid name = Pid.of(pid);
        boolean existed = delete(name);
        deliver(name);
        return existed;
    }

    /** Returns the settings in force for a PID. Returns an empty result if the defaults are in force. */
    synchronized Optional<InForce.Entry> inForce(Pid pid) {
        return inForce.of(pid);
    }

    /** Returns the files in use, by PID. */
    synchronized Map<Pid, String> files() {
        return names.files();
    }

    /**
     * Checks a file as if the file were in the folder. Does not apply the settings. Returns the reason why the file is
     * invalid, or a warning about a valid file.
     */
    Optional<String> check(Path file) {
        try {
            Pid pid = SettingsNames.pid(file.getFileName().toString());
            SettingsValidator.Good good = validator.judge(pid, validator.content(SettingsFile.bytes(file)));
            return readers.warning(pid).or(() -> validator.warning(pid, good.content()));
        } catch (SettingsException | IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    Path folder() {
        return folder;
    }

    /** Processes the current files of these PIDs. */
    private void process(Set<Pid> concerned, Set<String> changed) {
        for (Pid pid : concerned) {
            Optional<String> name = names.file(pid);
            if (name.isPresent()) {
                process(pid, name.get(), changed.contains(name.get()));
                warn(pid, name.get());
            } else {
                judge.file(pid).ifPresent(judge::remove);
            }
        }
        judge.finish();
    }

    private void process(Pid pid, String name, boolean changed) {
        Optional<SettingsFile> before =
                judge.file(pid).filter(file -> file.name().equals(name));
        if (changed || before.isEmpty()) {
            read(pid, name)
                    .filter(file -> before.isEmpty() || !file.hasSameContent(before.get()))
                    .ifPresent(judge::judge);
        }
    }

    private void warn(Pid pid, String name) {
        problems.warn(
                name,
                readers.warning(pid)
                        .or(() -> OthersMayWrite.problem(folder.resolve(name)))
                        .or(() -> inForce.of(pid)
                                .flatMap(entry ->
                                        validator.warning(pid, entry.good().content()))));
    }

    private Optional<SettingsFile> read(Pid pid, String name) {
        try {
            return Optional.of(SettingsFile.of(pid, name, SettingsFile.bytes(folder.resolve(name)), validator));
        } catch (SettingsException e) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(SettingsFile.unreadable(pid, name, e));
            }
            return Optional.empty(); // the file was deleted meanwhile; the next scan reports the deletion
        }
    }

    private synchronized void replace(Pid pid, byte[] bytes) throws IOException {
        SettingsFile file = SettingsFile.of(pid, pid.fileName(), bytes, validator);
        SettingsValidator.Good good;
        try {
            good = validator.judge(pid, file.contentOrThrow());
        } catch (SettingsException e) {
            throw new IllegalArgumentException("Invalid settings for " + pid.text() + ": " + e.getMessage(), e);
        }
        try {
            DurableFile.write(folder.resolve(pid.fileName()), bytes);
        } catch (IOException e) {
            throw unwritable(e);
        }
        judge.apply(file, good);
        process(names.change(Set.of(pid.fileName()), Set.of()), Set.of());
    }

    private synchronized boolean delete(Pid pid) throws IOException {
        Path file = folder.resolve(pid.fileName());
        boolean existed = inForce.has(pid);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                DurableFile.delete(file);
            } catch (IOException e) {
                throw unwritable(e);
            }
            existed = true;
        }
        process(names.change(Set.of(), Set.of(pid.fileName())), Set.of());
        return existed;
    }

    private IOException unwritable(IOException e) {
        return new IOException(FOLDER + " " + folder + " cannot be written (" + FailureText.of(e) + ")", e);
    }

    private void deliver(Pid pid) throws IOException {
        if (!delivery.await()) {
            log.warn("The change of {} is written, but not all parts of the server have applied it yet", pid.text());
        }
    }
}
