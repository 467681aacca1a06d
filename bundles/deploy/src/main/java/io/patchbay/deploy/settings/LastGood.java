package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.spi.health.Problem;
import io.patchbay.support.FailureText;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The last good version of each settings file, used when the file is broken at a start. If a version cannot be kept,
 * this class reports the problem and retries. All other work continues meanwhile. The lock of {@link SettingsFolder}
 * guards this class.
 */
public final class LastGood {

    private static final String SUBJECT = "the last good settings";
    /**
     * The maximum number of files in one save. Each file is made durable on its own, so thousands of files would delay a start by a
     * minute.
     */
    private static final int MAX_FILES_PER_SAVE = 64;

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

    private final AcceptedVersions accepted;
    private final SettingsValidator validator;
    private final SettingsProblems problems;
    private final LongSupplier nanos;
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();
    private Optional<Long> failed = Optional.empty();

    public LastGood(AcceptedVersions accepted, SettingsValidator validator, SettingsProblems problems) {
        this(accepted, validator, problems, System::nanoTime);
    }

    public LastGood(
            AcceptedVersions accepted, SettingsValidator validator, SettingsProblems problems, LongSupplier nanos) {
        this.accepted = accepted;
        this.validator = validator;
        this.problems = problems;
        this.nanos = nanos;
    }

    /**
     * Returns the last good version of a file if that version is still valid. Settings that an update of the server removed are
     * ignored.
     */
    Optional<SettingsValidator.Good> of(Pid pid, String name) {
        try {
            Optional<byte[]> last = accepted.lastGood(name);
            return last.isPresent()
                    ? Optional.of(validator.judgeLeniently(pid, validator.content(last.get())))
                    : Optional.empty();
        } catch (IOException | SettingsException e) {
            return Optional.empty();
        }
    }

    /** Keeps a version. The next {@link #save} makes the version durable. */
    void keep(String name, byte[] bytes) {
        if (!accepted.isFallback(name, bytes)) {
            waiting.put(name, bytes);
        }
    }

    /** Makes a version durable before the method returns. */
    void keepNow(String name, byte[] bytes) {
        waiting.remove(name);
        try {
            accepted.accept(name, bytes);
            accepted.save();
        } catch (IOException e) {
            waiting.put(name, bytes);
            reportFailure(e);
        }
    }

    void forget(String name) {
        waiting.remove(name);
        accepted.forget(name);
    }

    /** Forgets all files except the files with these names. */
    void keepOnly(Set<String> names) {
        accepted.keepOnly(names);
    }

    /** Makes the kept versions and the deletions durable, for a limited number of files in one call. */
    void save() {
        try {
            for (String name :
                    waiting.keySet().stream().limit(MAX_FILES_PER_SAVE).toList()) {
                accepted.accept(name, waiting.get(name));
                waiting.remove(name);
            }
            accepted.save();
            failed = Optional.empty();
            problems.resolve(SUBJECT);
        } catch (IOException e) {
            reportFailure(e);
        }
    }

    /** Saves versions that are not durable yet, and retries a failed save. Called repeatedly. */
    void continueSaving() {
        if (failed.isPresent() ? nanos.getAsLong() - failed.get() >= RETRY_PAUSE.toNanos() : !waiting.isEmpty()) {
            save();
        }
    }

    private void reportFailure(IOException e) {
        failed = Optional.of(nanos.getAsLong());
        problems.report(
                SUBJECT,
                Problem.Severity.DEGRADED,
                SUBJECT + " cannot be kept for the next start: " + FailureText.of(e)
                        + ". The server retries every few seconds.");
    }
}
