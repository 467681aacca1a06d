package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.file.PlainWords;
import io.patchbay.spi.health.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The last good version of each settings file, for a start that finds the file broken. What cannot be kept is reported and tried
 * again; it stops nothing. Guarded by the settings folder.
 */
public final class LastGood {

    private static final String WHAT = "the last good settings";
    /** What a start keeps before it goes on. Each file is made durable on its own, and thousands of them would take a minute. */
    private static final int AT_ONCE = 64;

    private static final long RETRY_NANOS = Duration.ofSeconds(2).toNanos();

    private final AcceptedVersions accepted;
    private final SettingsValidator reader;
    private final SettingsProblems problems;
    private final LongSupplier nanos;
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();
    private Optional<Long> failed = Optional.empty();

    public LastGood(AcceptedVersions accepted, SettingsValidator reader, SettingsProblems problems) {
        this(accepted, reader, problems, System::nanoTime);
    }

    public LastGood(
            AcceptedVersions accepted, SettingsValidator reader, SettingsProblems problems, LongSupplier nanos) {
        this.accepted = accepted;
        this.reader = reader;
        this.problems = problems;
        this.nanos = nanos;
    }

    /** What a file last held that was good then, and still is; a setting that an update has dropped since does not count. */
    Optional<SettingsValidator.Good> of(Pid pid, String name) {
        try {
            Optional<byte[]> last = accepted.last(name);
            return last.isPresent()
                    ? Optional.of(reader.judgeLeniently(pid, reader.content(last.get())))
                    : Optional.empty();
        } catch (IOException | SettingsException e) {
            return Optional.empty();
        }
    }

    /** Keeps a version with the next {@link #save}. */
    void keep(String name, byte[] bytes) {
        if (!accepted.keeps(name, bytes)) {
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
            fail(e);
        }
    }

    void forget(String name) {
        waiting.remove(name);
        accepted.forget(name);
    }

    /** Forgets all but these. */
    void keepOnly(Set<String> names) {
        accepted.keepOnly(names);
    }

    /** Makes durable what was kept and forgotten since, some files at a time. */
    void save() {
        try {
            for (String name : waiting.keySet().stream().limit(AT_ONCE).toList()) {
                accepted.accept(name, waiting.get(name));
                waiting.remove(name);
            }
            accepted.save();
            failed = Optional.empty();
            problems.solved(WHAT);
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Goes on with what is not durable yet, and tries again what failed. To be called now and then. */
    void saveMore() {
        if (failed.isPresent() ? nanos.getAsLong() - failed.get() >= RETRY_NANOS : !waiting.isEmpty()) {
            save();
        }
    }

    private void fail(IOException e) {
        failed = Optional.of(nanos.getAsLong());
        problems.report(
                WHAT,
                Problem.Severity.DEGRADED,
                WHAT + " cannot be kept for the next start: " + PlainWords.of(e)
                        + ". The server tries again every few seconds.");
    }
}
