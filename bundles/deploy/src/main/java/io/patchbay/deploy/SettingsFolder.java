package io.patchbay.deploy;

import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings folder: one file a PID. What is in it is in force; what is no good leaves in force what was. One change is taken
 * after the other, whether a file, a command, a secret or what bundles know of settings has changed.
 */
final class SettingsFolder implements Settings, FolderWatch.Listener {

    private static final String FOLDER = "the settings folder";
    private static final Logger log = LoggerFactory.getLogger(SettingsFolder.class);

    private final Path folder;
    private final InForce inForce;
    private final SettingsReader reader;
    private final Readers readers;
    private final Delivery delivery;
    private final LastGood lastGood;
    private final SettingsProblems problems;
    private final Consumer<Set<String>> unusable;

    // Guarded by this.
    private final Set<String> names = new TreeSet<>();
    private final Map<Pid, SettingsFile> files = new LinkedHashMap<>();
    private final Set<String> withoutSettings = new TreeSet<>();
    private boolean loaded;
    private FolderNames known = new FolderNames(Map.of(), Map.of());

    /** @param unusable is told the PIDs whose file is no good from the start, so that nothing is in force for them */
    SettingsFolder(
            Path folder,
            InForce inForce,
            SettingsReader reader,
            Readers readers,
            Delivery delivery,
            LastGood lastGood,
            SettingsProblems problems,
            Consumer<Set<String>> unusable) {
        this.folder = folder;
        this.inForce = inForce;
        this.reader = reader;
        this.readers = readers;
        this.delivery = delivery;
        this.lastGood = lastGood;
        this.problems = problems;
        this.unusable = unusable;
    }

    /** Reads the whole folder; a file that is no good stops nothing but itself. */
    synchronized void load() throws IOException {
        names.clear();
        try (Stream<Path> listed = Files.list(folder)) {
            listed.map(file -> file.getFileName().toString()).filter(FolderNames::concerns).forEach(names::add);
        }
        sort();
        lastGood.keepOnly(Set.copyOf(known.files().values()));
        for (Map.Entry<Pid, String> entry : known.files().entrySet()) {
            load(entry.getKey(), entry.getValue());
        }
        inForce.removeOthers();
        finish();
        loaded = true;
        log.info("{} settings files read from {}", inForce.pids().size(), folder);
    }

    @Override
    public synchronized void changed(Settling.Changes changes) {
        names.addAll(changes.changed());
        names.removeAll(changes.gone());
        take(changes.changed());
    }

    @Override
    public void unreadable(String why) {
        problems.report(FOLDER, Problem.Severity.DEGRADED, FOLDER + " " + folder + " " + why + "; the settings in force stay as they are");
    }

    @Override
    public void readable() {
        problems.solved(FOLDER);
    }

    /** Judges again what bundles have described anew, and says whose settings nobody reads. */
    synchronized void described(Set<String> pids) {
        for (SettingsFile file : List.copyOf(files.values())) {
            if (pids.contains(file.pid().factory())) {
                judge(file);
            }
        }
        take(Set.of());
    }

    /**
     * Looks whether secrets have changed. To be called again and again: a change counts when it is seen twice, since a secret's
     * file may be half-written.
     */
    synchronized void lookAtSecrets() {
        boolean changed = false;
        for (SettingsFile file : List.copyOf(files.values())) {
            Optional<Secrets> now = file.withPlaceholders().map(reader::secrets);
            if (now.isPresent() && file.settled(now.get())) {
                judge(file);
                changed = true;
            }
        }
        if (changed) {
            finish();
        }
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
        return known.files();
    }

    /** Judges a file as if it were in the folder, and changes nothing; why it would not be applied. */
    Optional<String> check(Path file) {
        try {
            Pid pid = FolderNames.pid(file.getFileName().toString());
            SettingsReader.Good good = reader.judge(pid, reader.content(SettingsFile.bytes(file)));
            return readers.doubt(pid).or(() -> reader.doubt(pid, good.content()));
        } catch (SettingsException | IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    Path folder() {
        return folder;
    }

    /** Takes the folder as it is now. */
    private void take(Set<String> changed) {
        sort();
        known.files().forEach((pid, name) -> {
            boolean same = files.containsKey(pid) && files.get(pid).name().equals(name);
            if (!same || changed.contains(name)) {
                read(pid, name).filter(file -> !same || !file.holdsSame(files.get(pid))).ifPresent(this::judge);
            }
        });
        for (SettingsFile file : List.copyOf(files.values())) {
            if (!known.files().containsKey(file.pid())) {
                gone(file);
            }
        }
        finish();
    }

    /** Of names that differ in case alone the one that somebody reads counts, then the one that counted before. */
    private void sort() {
        FolderNames before = known;
        known = FolderNames.of(names, List.of(readers::reads, pid -> pid.fileName().equals(before.files().get(pid))));
        before.faults().keySet().stream().filter(name -> !known.faults().containsKey(name)).forEach(problems::solved);
        known.faults().forEach(problems::degraded);
    }

    private void finish() {
        lastGood.save();
        withoutSettings.retainAll(known.files().keySet().stream().map(Pid::text).collect(Collectors.toSet()));
        unusable.accept(Set.copyOf(withoutSettings));
        known.files().forEach((pid, name) -> problems.doubt(name, readers.doubt(pid).or(() -> doubt(pid))));
    }

    private Optional<String> doubt(Pid pid) {
        return inForce.of(pid).flatMap(entry -> reader.doubt(pid, entry.good().content()));
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

    private void judge(SettingsFile file) {
        files.put(file.pid(), file);
        try {
            apply(file, reader.judge(file.pid(), file.readable()));
        } catch (SettingsException e) {
            problems.degraded(file.name(), e.getMessage() + "; " + stays(file.pid()));
        }
    }

    private void load(Pid pid, String name) {
        Optional<SettingsFile> read = read(pid, name);
        if (read.isEmpty()) {
            return;
        }
        SettingsFile file = read.get();
        files.put(pid, file);
        try {
            apply(file, reader.judge(pid, file.readable()));
        } catch (SettingsException e) {
            fallBack(file, e.getMessage());
        }
    }

    /** The last good version; or what is known of this one, since the defaults would be further from what is meant. */
    private void fallBack(SettingsFile file, String why) {
        Optional<SettingsReader.Good> last = lastGood.of(file.pid(), file.name());
        if (last.isPresent()) {
            inForce(file.pid(), last.get(), InForce.Source.LAST_GOOD);
            problems.degraded(file.name(), why + "; the last good version is used instead");
            return;
        }
        try {
            apply(file, reader.judgeLeniently(file.pid(), file.readable()));
            problems.degraded(file.name(), why);
        } catch (SettingsException e) {
            withoutSettings.add(file.pid().text());
            problems.degraded(file.name(), e.getMessage() + "; not applied, there is no last good version");
        }
    }

    private void apply(SettingsFile file, SettingsReader.Good good) {
        lastGood.keep(file.name(), file.bytes());
        if (loaded) {
            lastGood.save(); // before anybody sees it: a start after a crash must not know less than they do
        }
        if (inForce(file.pid(), good, InForce.Source.FILE) && loaded) {
            log.info("{} applied", SettingsProblems.place(file.name()));
        }
        withoutSettings.remove(file.pid().text());
        problems.solved(file.name());
    }

    private boolean inForce(Pid pid, SettingsReader.Good good, InForce.Source source) {
        try {
            return inForce.apply(pid, good, source);
        } catch (IOException e) {
            throw new IllegalStateException("ConfigurationAdmin does not take " + pid.text(), e);
        }
    }

    private void gone(SettingsFile file) {
        files.remove(file.pid());
        problems.solved(file.name());
        problems.doubt(file.name(), Optional.empty());
        lastGood.forget(file.name());
        try {
            if (inForce.has(file.pid())) {
                inForce.remove(file.pid());
                log.info("{} is gone: {}", SettingsProblems.place(file.name()), stays(file.pid()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("ConfigurationAdmin does not let go of " + file.pid().text(), e);
        }
    }

    private String stays(Pid pid) {
        if (inForce.has(pid)) {
            return "the settings in force stay as they are";
        }
        return pid.instance().isPresent() ? "there is no such instance" : "the defaults are in force";
    }

    private synchronized void replace(Pid pid, byte[] bytes) throws IOException {
        SettingsFile file = SettingsFile.of(pid, pid.fileName(), bytes, reader);
        SettingsReader.Good good;
        try {
            good = reader.judge(pid, file.readable());
        } catch (SettingsException e) {
            throw new IllegalArgumentException("Not good settings for " + pid.text() + ": " + e.getMessage(), e);
        }
        Durable.write(folder.resolve(pid.fileName()), bytes);
        names.add(pid.fileName());
        files.put(pid, file);
        apply(file, good);
        take(Set.of());
    }

    private synchronized boolean delete(Pid pid) throws IOException {
        Path file = folder.resolve(pid.fileName());
        boolean there = inForce.has(pid);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Durable.delete(file);
            there = true;
        }
        names.remove(pid.fileName());
        take(Set.of());
        return there;
    }

    private void deliver(Pid pid) throws IOException {
        if (!delivery.await()) {
            log.warn("The change of {} is written, but who uses it has not taken it yet", pid.text());
        }
    }
}
