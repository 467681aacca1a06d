package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Delivery;
import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.configadmin.Readers;
import io.patchbay.deploy.file.Durable;
import io.patchbay.deploy.file.OthersMayWrite;
import io.patchbay.deploy.file.PlainWords;
import io.patchbay.deploy.watch.FolderWatch;
import io.patchbay.deploy.watch.Settling;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.Problem;
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
 * The settings folder: one file a PID. What is in it is in force; what is no good leaves in force what was. One change is taken
 * after the other, whether a file, a command, a secret or what bundles know of settings has changed. A change costs as much among
 * many files as among few.
 */
public final class SettingsFolder implements Settings, FolderWatch.Listener {

    private static final String FOLDER = "the settings folder";
    /** So many files are worth reading on all processors. */
    private static final int MANY = 256;

    private static final Logger log = LoggerFactory.getLogger(SettingsFolder.class);

    private final Path folder;
    private final InForce inForce;
    private final SettingsValidator reader;
    private final Readers readers;
    private final Delivery delivery;
    private final LastGood lastGood;
    private final SettingsProblems problems;

    // Guarded by this.
    private final SettingsNames names;
    private final SettingsJudge judge;

    /** @param told is told the PIDs whose file is not in force as it is, when these change */
    public SettingsFolder(
            Path folder,
            InForce inForce,
            SettingsValidator reader,
            Readers readers,
            Delivery delivery,
            LastGood lastGood,
            SettingsProblems problems,
            Consumer<SettingsJudge.Unsound> told) {
        this.folder = folder;
        this.inForce = inForce;
        this.reader = reader;
        this.readers = readers;
        this.delivery = delivery;
        this.lastGood = lastGood;
        this.problems = problems;
        this.names = new SettingsNames(readers::reads, problems);
        this.judge = new SettingsJudge(inForce, reader, lastGood, problems, told);
    }

    /** Reads the whole folder; a file that is no good stops nothing but itself. */
    synchronized void load() throws IOException {
        Set<String> there = new TreeSet<>();
        try (Stream<Path> listed = Files.list(folder)) {
            listed.map(file -> file.getFileName().toString())
                    .filter(SettingsNames::concerns)
                    .forEach(there::add);
        }
        names.set(there);
        Map<Pid, String> files = names.files();
        lastGood.keepOnly(Set.copyOf(files.values()));
        // Reading needs no lock and takes most of the time.
        Stream<Map.Entry<Pid, String>> all =
                files.size() > MANY ? files.entrySet().parallelStream() : files.entrySet().stream();
        all.map(entry -> read(entry.getKey(), entry.getValue())).toList().forEach(read -> read.ifPresent(judge::load));
        files.forEach(this::doubt);
        judge.loaded();
        log.info("{} settings files read from {}", inForce.pids().size(), folder);
    }

    @Override
    public synchronized void changed(Settling.Changes changes) {
        take(names.change(changes.changed(), changes.gone()), changes.changed());
    }

    @Override
    public void unreadable(String why) {
        problems.report(
                FOLDER,
                Problem.Severity.DEGRADED,
                FOLDER + " " + folder + " " + why + "; the settings in force stay as they are");
    }

    @Override
    public void readable() {
        problems.solved(FOLDER);
    }

    /** Judges again what bundles have described anew, and says whose settings nobody reads. */
    synchronized void described(Set<String> pids) {
        for (SettingsFile file : judge.files()) {
            if (pids.contains(file.pid().factory())) {
                judge.judge(file);
            }
        }
        take(names.chooseAgain(), Set.of());
        names.files().forEach(this::doubt);
    }

    /**
     * Looks whether secrets have changed. To be called again and again: a change counts when it is seen twice, since a secret's
     * file may be half-written.
     */
    public synchronized void lookAtSecrets() {
        judge.lookAtSecrets();
    }

    /** Goes on keeping the settings for the next start, where that was too much for this one, or failed. To be called now and then. */
    synchronized void keepMore() {
        judge.keepMore();
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
        boolean there = delete(name);
        deliver(name);
        return there;
    }

    /** What is in force for a PID; empty where the defaults are. */
    synchronized Optional<InForce.Entry> inForce(Pid pid) {
        return inForce.of(pid);
    }

    /** The files that count, by PID. */
    synchronized Map<Pid, String> files() {
        return names.files();
    }

    /** Judges a file as if it were in the folder, and changes nothing; why it would not be applied. */
    Optional<String> check(Path file) {
        try {
            Pid pid = SettingsNames.pid(file.getFileName().toString());
            SettingsValidator.Good good = reader.judge(pid, reader.content(SettingsFile.bytes(file)));
            return readers.doubt(pid).or(() -> reader.doubt(pid, good.content()));
        } catch (SettingsException | IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    Path folder() {
        return folder;
    }

    /** Takes these PIDs as their files are now. */
    private void take(Set<Pid> concerned, Set<String> changed) {
        for (Pid pid : concerned) {
            Optional<String> name = names.file(pid);
            if (name.isPresent()) {
                take(pid, name.get(), changed.contains(name.get()));
                doubt(pid, name.get());
            } else {
                judge.file(pid).ifPresent(judge::gone);
            }
        }
        judge.finish();
    }

    private void take(Pid pid, String name, boolean changed) {
        Optional<SettingsFile> before =
                judge.file(pid).filter(file -> file.name().equals(name));
        if (changed || before.isEmpty()) {
            read(pid, name)
                    .filter(file -> before.isEmpty() || !file.holdsSame(before.get()))
                    .ifPresent(judge::judge);
        }
    }

    private void doubt(Pid pid, String name) {
        problems.doubt(
                name,
                readers.doubt(pid)
                        .or(() -> OthersMayWrite.file(folder.resolve(name)))
                        .or(() -> inForce.of(pid)
                                .flatMap(entry -> reader.doubt(pid, entry.good().content()))));
    }

    private Optional<SettingsFile> read(Pid pid, String name) {
        try {
            return Optional.of(SettingsFile.of(pid, name, SettingsFile.bytes(folder.resolve(name)), reader));
        } catch (SettingsException e) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(SettingsFile.unreadable(pid, name, e));
            }
            return Optional.empty(); // gone meanwhile, which is told next
        }
    }

    private synchronized void replace(Pid pid, byte[] bytes) throws IOException {
        SettingsFile file = SettingsFile.of(pid, pid.fileName(), bytes, reader);
        SettingsValidator.Good good;
        try {
            good = reader.judge(pid, file.readable());
        } catch (SettingsException e) {
            throw new IllegalArgumentException("Not good settings for " + pid.text() + ": " + e.getMessage(), e);
        }
        try {
            Durable.write(folder.resolve(pid.fileName()), bytes);
        } catch (IOException e) {
            throw unwritable(e);
        }
        judge.apply(file, good);
        take(names.change(Set.of(pid.fileName()), Set.of()), Set.of());
    }

    private synchronized boolean delete(Pid pid) throws IOException {
        Path file = folder.resolve(pid.fileName());
        boolean there = inForce.has(pid);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Durable.delete(file);
            } catch (IOException e) {
                throw unwritable(e);
            }
            there = true;
        }
        take(names.change(Set.of(), Set.of(pid.fileName())), Set.of());
        return there;
    }

    private IOException unwritable(IOException e) {
        return new IOException("the settings folder " + folder + " cannot be written (" + PlainWords.of(e) + ")", e);
    }

    private void deliver(Pid pid) throws IOException {
        if (!delivery.await()) {
            log.warn("The change of {} is written, but not every part of the server has taken it yet", pid.text());
        }
    }
}
