package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Pid;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the files of the settings folder and puts in force what is good. What is not leaves in force what was, and at a start
 * brings back the last good version. Guarded by the settings folder.
 */
public final class SettingsJudge {

    /**
     * Where a setting that is missing may be the less safe one: without a key's {@code expires} it never expires, without
     * {@code requireSignature} anybody's connector serves. A name that nobody knows may be a misspelt one of these, so such a file
     * is not applied without it.
     */
    private static final Set<String> PROTECTIVE =
            Set.of("io.patchbay.identity.key", "io.patchbay.deploy", "io.patchbay.audit", "io.patchbay.http");

    private static final String NOT_APPLIED = "; not applied, there is no last good version";
    private static final Logger log = LoggerFactory.getLogger(SettingsJudge.class);

    private final InForce inForce;
    private final SettingsValidator reader;
    private final LastGood lastGood;
    private final SettingsProblems problems;
    private final Consumer<Unsound> told;
    private final Map<Pid, SettingsFile> files = new HashMap<>();
    private final Map<Pid, SettingsFile> withPlaceholders = new HashMap<>();
    private final Set<Pid> invalid = new HashSet<>();
    private final Set<Pid> withoutSettings = new HashSet<>();
    private boolean loaded;
    private Unsound lastTold = Unsound.NONE;

    /** @param told is told the PIDs whose file is not in force as it is, when these change */
    SettingsJudge(
            InForce inForce,
            SettingsValidator reader,
            LastGood lastGood,
            SettingsProblems problems,
            Consumer<Unsound> told) {
        this.inForce = inForce;
        this.reader = reader;
        this.lastGood = lastGood;
        this.problems = problems;
        this.told = told;
    }

    Optional<SettingsFile> file(Pid pid) {
        return Optional.ofNullable(files.get(pid));
    }

    List<SettingsFile> files() {
        return List.copyOf(files.values());
    }

    /** At a start: the last good version takes the place of a file that is not good. */
    void load(SettingsFile file) {
        keep(file);
        try {
            apply(file, reader.judge(file.pid(), file.readable()));
        } catch (SettingsException e) {
            fallBack(file, e.getMessage());
        }
    }

    /** From now on files are judged while the server runs. */
    void loaded() throws IOException {
        inForce.removeOthers();
        loaded = true;
        finish();
    }

    /** While the server runs: what is in force stays where a file is not good. */
    void judge(SettingsFile file) {
        keep(file);
        try {
            apply(file, reader.judge(file.pid(), file.readable()));
        } catch (SettingsException e) {
            invalid.add(file.pid());
            problems.degraded(file.name(), e.getMessage() + "; " + stays(file.pid()));
        }
    }

    /** Applies a file that was judged before it was written. */
    void apply(SettingsFile file, SettingsValidator.Good good) {
        keep(file);
        if (loaded) {
            lastGood.keepNow(
                    file.name(),
                    file.bytes()); // before anybody sees it: a start after a crash must not know less than they do
        } else {
            lastGood.keep(file.name(), file.bytes());
        }
        if (inForce(file.pid(), good, InForce.Source.FILE) && loaded) {
            log.info("{} applied", SettingsProblems.place(file.name()));
        }
        sound(file.pid());
        problems.solved(file.name());
    }

    void gone(SettingsFile file) {
        files.remove(file.pid());
        withPlaceholders.remove(file.pid());
        sound(file.pid());
        problems.solved(file.name());
        problems.doubt(file.name(), Optional.empty());
        lastGood.forget(file.name());
        try {
            if (inForce.has(file.pid())) {
                inForce.remove(file.pid());
                log.info("{} is gone: {}", SettingsProblems.place(file.name()), stays(file.pid()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The settings of " + file.pid().text() + " could not be removed", e);
        }
    }

    /** Judges again the files whose secrets are others than before, and are so for the second time. */
    void lookAtSecrets() {
        boolean changed = false;
        for (SettingsFile file : List.copyOf(withPlaceholders.values())) {
            if (file.settled(reader.secrets(file.withPlaceholders().orElseThrow()))) {
                judge(file);
                changed = true;
            }
        }
        if (changed) {
            finish();
        }
    }

    /** Keeps what was applied for the next start, and tells which files are not in force. */
    void finish() {
        lastGood.save();
        Unsound now = new Unsound(singles(invalid), singles(withoutSettings));
        if (!now.equals(lastTold)) {
            lastTold = now;
            told.accept(now);
        }
    }

    /** Goes on keeping what was applied, where that was too much for the start, or failed. */
    void keepMore() {
        lastGood.saveMore();
    }

    private void sound(Pid pid) {
        invalid.remove(pid);
        withoutSettings.remove(pid);
    }

    private void keep(SettingsFile file) {
        files.put(file.pid(), file);
        if (file.withPlaceholders().isPresent()) {
            withPlaceholders.put(file.pid(), file);
        } else {
            withPlaceholders.remove(file.pid());
        }
    }

    /** The last good version; or what is known of this one, where its defaults are no less safe. */
    private void fallBack(SettingsFile file, String why) {
        invalid.add(file.pid());
        Optional<SettingsValidator.Good> last = lastGood.of(file.pid(), file.name());
        if (last.isPresent()) {
            inForce(file.pid(), last.get(), InForce.Source.LAST_GOOD);
            problems.degraded(file.name(), why + "; the last good version is used instead");
            return;
        }
        try {
            SettingsValidator.Good good = reader.judgeLeniently(file.pid(), file.readable());
            if (!PROTECTIVE.contains(file.pid().factory())) {
                apply(file, good);
                problems.degraded(file.name(), why);
                return;
            }
            problems.degraded(file.name(), why + NOT_APPLIED);
        } catch (SettingsException e) {
            problems.degraded(file.name(), e.getMessage() + NOT_APPLIED);
        }
        withoutSettings.add(file.pid());
    }

    private boolean inForce(Pid pid, SettingsValidator.Good good, InForce.Source source) {
        try {
            return inForce.apply(pid, good, source);
        } catch (IOException e) {
            throw new IllegalStateException("The settings of " + pid.text() + " could not be applied", e);
        }
    }

    private String stays(Pid pid) {
        if (inForce.has(pid)) {
            return "the settings in force stay as they are";
        }
        return pid.instance().isPresent() ? "there is no such instance" : "the defaults are in force";
    }

    private static Set<String> singles(Set<Pid> pids) {
        return pids.stream()
                .filter(pid -> pid.instance().isEmpty())
                .map(Pid::text)
                .collect(Collectors.toSet());
    }

    /**
     * The PIDs whose file is not in force as it is; not of instances.
     *
     * @param invalid all of them
     * @param unusable those of them that have had nothing in force since the start, not even an earlier version
     */
    public record Unsound(Set<String> invalid, Set<String> unusable) {

        public static final Unsound NONE = new Unsound(Set.of(), Set.of());

        public Unsound {
            invalid = Set.copyOf(invalid);
            unusable = Set.copyOf(unusable);
        }
    }
}
