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

/** The settings that are in force, as ConfigurationAdmin hands them out. Guarded by the settings folder. */
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

    /** Those that have settings. */
    List<Pid> pids() {
        return new ArrayList<>(entries.keySet());
    }

    /** Puts settings in force; whether that changed anything. */
    boolean apply(Pid pid, SettingsValidator.Good good, Source source) throws IOException {
        Optional<Entry> before = of(pid);
        secrets.keep(pid, good.secrets());
        boolean changed = configurations.apply(pid, good.content().properties());
        if (!changed && before.isPresent() && !before.get().good.secrets().same(good.secrets())) {
            configurations.renew(pid, good.content().properties());
            changed = true;
        }
        entries.put(pid, new Entry(good, source));
        return changed;
    }

    /** Takes settings away: the defaults are in force again, and an instance is gone. */
    void remove(Pid pid) throws IOException {
        entries.remove(pid);
        configurations.remove(pid);
        secrets.forget(pid);
    }

    /** Removes what other starts have left. */
    void removeOthers() throws IOException {
        for (String text : configurations.present()) {
            Pid pid = Pid.of(text);
            if (!has(pid)) {
                configurations.remove(pid);
            }
        }
    }

    /** Settings and where they come from. */
    record Entry(SettingsValidator.Good good, Source source) {
        Entry {
            requireNonNull(good, "good");
            requireNonNull(source, "source");
        }
    }

    /** Where settings come from. */
    enum Source {
        /** From the file as it is. */
        FILE,
        /** From what the file held before, since it is no good as it is. */
        LAST_GOOD
    }
}
