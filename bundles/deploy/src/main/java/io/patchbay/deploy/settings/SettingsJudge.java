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
 * Judges the files of the settings folder and puts valid files in force. If a file is invalid, the previous settings stay in force.
 * At a start, the server uses the last good version of an invalid file. The lock of {@link SettingsFolder} guards this class.
 */
public final class SettingsJudge {

    /**
     * The PIDs whose settings protect the server. Without {@code expires}, a key never expires. Without {@code
     * requireSignature}, connectors need no signature. If a file of these PIDs contains an unknown setting, the file is
     * not applied, because the setting may be misspelt.
     */
    private static final Set<String> PROTECTIVE =
            Set.of("io.patchbay.identity.key", "io.patchbay.deploy", "io.patchbay.audit", "io.patchbay.http");

    private static final String NOT_APPLIED = "; the file is not applied, and there is no last good version";
    private static final Logger log = LoggerFactory.getLogger(SettingsJudge.class);

    private final InForce inForce;
    private final SettingsValidator validator;
    private final LastGood lastGood;
    private final SettingsProblems problems;
    private final Consumer<Unsound> listener;
    private final Map<Pid, SettingsFile> files = new HashMap<>();
    private final Map<Pid, SettingsFile> withPlaceholders = new HashMap<>();
    private final Set<Pid> invalid = new HashSet<>();
    private final Set<Pid> withoutSettings = new HashSet<>();
    private boolean loaded;
    private Unsound lastReported = Unsound.NONE;

    /** @param listener receives the PIDs whose current file is not in force, each time the set of these PIDs changes */
    SettingsJudge(
            InForce inForce,
            SettingsValidator validator,
            LastGood lastGood,
            SettingsProblems problems,
            Consumer<Unsound> listener) {
        this.inForce = inForce;
        this.validator = validator;
        this.lastGood = lastGood;
        this.problems = problems;
        this.listener = listener;
    }

    Optional<SettingsFile> file(Pid pid) {
        return Optional.ofNullable(files.get(pid));
    }

    List<SettingsFile> files() {
        return List.copyOf(files.values());
    }

    /** Judges a file at a start: the last good version replaces an invalid file. */
    void load(SettingsFile file) {
        remember(file);
        try {
            apply(file, validator.judge(file.pid(), file.contentOrThrow()));
        } catch (SettingsException e) {
            fallBack(file, e.getMessage());
        }
    }

    /** Ends the load at a start. Afterwards, {@link #judge} judges the files. */
    void finishLoad() throws IOException {
        inForce.removeStale();
        loaded = true;
        finish();
    }

    /** Judges a file while the server runs: an invalid file leaves the previous settings in force. */
    void judge(SettingsFile file) {
        remember(file);
        try {
            apply(file, validator.judge(file.pid(), file.contentOrThrow()));
        } catch (SettingsException e) {
            invalid.add(file.pid());
            problems.reportDegraded(file.name(), e.getMessage() + "; " + settingsInForce(file.pid()));
        }
    }

    /** Applies a file that was judged before it was written. */
    void apply(SettingsFile file, SettingsValidator.Good good) {
        remember(file);
        if (loaded) {
            lastGood.keepNow(
                    file.name(),
                    file.bytes()); // saved first, because a crash must not lose a change that was already in force
        } else {
            lastGood.keep(file.name(), file.bytes());
        }
        if (inForce(file.pid(), good, InForce.Source.FILE) && loaded) {
            log.info("{} applied", SettingsProblems.place(file.name()));
        }
        markSound(file.pid());
        problems.resolve(file.name());
    }

    /** Removes a deleted file and its settings. */
    void remove(SettingsFile file) {
        files.remove(file.pid());
        withPlaceholders.remove(file.pid());
        markSound(file.pid());
        problems.resolve(file.name());
        problems.warn(file.name(), Optional.empty());
        lastGood.forget(file.name());
        try {
            if (inForce.has(file.pid())) {
                inForce.remove(file.pid());
                log.info("{} was removed: {}", SettingsProblems.place(file.name()), settingsInForce(file.pid()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The settings of " + file.pid().text() + " could not be removed", e);
        }
    }

    /** Judges a file again if its secrets have changed and two checks have found the same new values. */
    void checkSecrets() {
        boolean changed = false;
        for (SettingsFile file : List.copyOf(withPlaceholders.values())) {
            if (file.hasNewSecrets(validator.secrets(file.withPlaceholders().orElseThrow()))) {
                judge(file);
                changed = true;
            }
        }
        if (changed) {
            finish();
        }
    }

    /** Keeps the applied files for the next start, and reports which files are not in force. */
    void finish() {
        lastGood.save();
        Unsound now = new Unsound(singles(invalid), singles(withoutSettings));
        if (!now.equals(lastReported)) {
            lastReported = now;
            listener.accept(now);
        }
    }

    /** Makes further applied files durable for the next start, and retries after failures. */
    void continueSaving() {
        lastGood.continueSaving();
    }

    private void markSound(Pid pid) {
        invalid.remove(pid);
        withoutSettings.remove(pid);
    }

    private void remember(SettingsFile file) {
        files.put(file.pid(), file);
        if (file.withPlaceholders().isPresent()) {
            withPlaceholders.put(file.pid(), file);
        } else {
            withPlaceholders.remove(file.pid());
        }
    }

    /**
     * Uses the last good version of an invalid file. If there is no last good version, uses the known settings of the
     * file. If the settings of this PID protect the server, uses none of them.
     */
    private void fallBack(SettingsFile file, String why) {
        invalid.add(file.pid());
        Optional<SettingsValidator.Good> last = lastGood.of(file.pid(), file.name());
        if (last.isPresent()) {
            inForce(file.pid(), last.get(), InForce.Source.LAST_GOOD);
            problems.reportDegraded(file.name(), why + "; the last good version of the file is in force");
            return;
        }
        try {
            SettingsValidator.Good good = validator.judgeLeniently(file.pid(), file.contentOrThrow());
            if (!PROTECTIVE.contains(file.pid().factory())) {
                apply(file, good);
                problems.reportDegraded(file.name(), why);
                return;
            }
            problems.reportDegraded(file.name(), why + NOT_APPLIED);
        } catch (SettingsException e) {
            problems.reportDegraded(file.name(), e.getMessage() + NOT_APPLIED);
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

    private String settingsInForce(Pid pid) {
        if (inForce.has(pid)) {
            return "the previous settings stay in force";
        }
        return pid.instance().isPresent() ? "the instance is not configured" : "the defaults are in force";
    }

    private static Set<String> singles(Set<Pid> pids) {
        return pids.stream()
                .filter(pid -> pid.instance().isEmpty())
                .map(Pid::text)
                .collect(Collectors.toSet());
    }

    /**
     * The PIDs whose current file is not in force. The names of instances are omitted.
     *
     * @param invalid all such PIDs
     * @param unusable the invalid PIDs that have had no settings in force since the start, not even an earlier version
     */
    public record Unsound(Set<String> invalid, Set<String> unusable) {

        public static final Unsound NONE = new Unsound(Set.of(), Set.of());

        public Unsound {
            invalid = Set.copyOf(invalid);
            unusable = Set.copyOf(unusable);
        }
    }
}
