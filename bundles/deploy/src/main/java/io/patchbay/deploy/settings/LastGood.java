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
 * The last good version of each settings file, used when the file is broken at a start. A version that cannot be kept is reported
 * and retried; this stops no other work. Guarded by the settings folder.
 */
public final class LastGood {

    private static final String SUBJECT = "the last good settings";
    /** Limits one save. Each file is made durable on its own, so thousands of files would delay a start by a minute. */
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

    /** Returns the last good version of a file if it is still valid. Settings that an update of the server removed are ignored. */
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

    /** Keeps a version with the next {@link #save}. */
    void keep(String name, byte[] bytes) {
        if (!accepted.isFallback(name, bytes)) {
            waiting.put(name, bytes);
        }
    }

    /** Makes a version durable before this returns. */
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

    /** Forgets all files except these. */
    void keepOnly(Set<String> names) {
        accepted.keepOnly(names);
    }

    /** Makes kept and forgotten versions durable, at most a limited number of files at a time. */
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
