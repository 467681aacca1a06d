package io.patchbay.deploy.settings;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.configadmin.Configurations;
import io.patchbay.deploy.configadmin.KeptSecrets;
import io.patchbay.deploy.configadmin.Pid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings in force, which ConfigurationAdmin delivers. The lock of {@link SettingsFolder} guards this class. */
public final class InForce {

    private final Configurations configurations;
    private final KeptSecrets secrets;
    private final Map<Pid, Entry> entries = new LinkedHashMap<>();

    public InForce(Configurations configurations, KeptSecrets secrets) {
        this.configurations = configurations;
        this.secrets = secrets;
    }

    Optional<Entry> of(Pid pid) {
        return Optional.ofNullable(entries.get(pid));
    }

    boolean has(Pid pid) {
        return entries.containsKey(pid);
    }

    /** Returns the PIDs that have settings. */
    List<Pid> pids() {
        return new ArrayList<>(entries.keySet());
    }

    /** Puts settings in force, and returns whether the settings have changed. */
    boolean apply(Pid pid, SettingsValidator.Good good, Source source) throws IOException {
        Optional<Entry> before = of(pid);
        secrets.keep(pid, good.secrets());
        boolean changed = configurations.apply(pid, good.content().properties());
        if (!changed && before.isPresent() && !before.get().good.secrets().hasSameValues(good.secrets())) {
            configurations.redeliver(pid, good.content().properties());
            changed = true;
        }
        entries.put(pid, new Entry(good, source));
        return changed;
    }

    /**
     * Removes the settings of a PID. Afterwards, the defaults are in force. If the PID has an instance, the instance no
     * longer exists.
     */
    void remove(Pid pid) throws IOException {
        entries.remove(pid);
        configurations.remove(pid);
        secrets.forget(pid);
    }

    /** Removes the configurations that remain from earlier starts. */
    void removeStale() throws IOException {
        for (String text : configurations.pids()) {
            Pid pid = Pid.of(text);
            if (!has(pid)) {
                configurations.remove(pid);
            }
        }
    }

    /** The settings of one PID and their source. */
    record Entry(SettingsValidator.Good good, Source source) {
        Entry {
            requireNonNull(good, "good");
            requireNonNull(source, "source");
        }
    }

    /** The source of settings. */
    enum Source {
        /** The current content of the file. */
        FILE,
        /** The last good content of the file, used because the current content is invalid. */
        LAST_GOOD
    }
}
