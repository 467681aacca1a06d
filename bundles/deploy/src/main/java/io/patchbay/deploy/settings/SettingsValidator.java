package io.patchbay.deploy.settings;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.configadmin.Fault;
import io.patchbay.deploy.configadmin.Metatypes;
import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.configadmin.Placeholders;
import io.patchbay.deploy.configadmin.ResolvedSecrets;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether the text of one settings file may be applied. */
public final class SettingsValidator {

    private final SettingsText text = new SettingsText();
    private final Placeholders placeholders;
    private final Supplier<Metatypes> metatypes;

    /** @param metatypes returns the current descriptions of settings, which change when connectors are deployed */
    public SettingsValidator(Placeholders placeholders, Supplier<Metatypes> metatypes) {
        this.placeholders = placeholders;
        this.metatypes = metatypes;
    }

    /** @throws SettingsException if the bytes are not a settings file */
    SettingsText.Content content(byte[] bytes) throws SettingsException {
        return text.read(bytes);
    }

    /** @throws SettingsException if the settings must not be applied */
    Good judge(Pid pid, SettingsText.Content content) throws SettingsException {
        Good good = judgeLeniently(pid, content);
        if (!good.unknown.isEmpty()) {
            throw new SettingsException(good.unknown);
        }
        return good;
    }

    /**
     * Judges settings, but accepts unknown settings. Used at a start if there is no last good version. Unknown settings
     * may come from an older version of the server.
     *
     * @throws SettingsException if the settings must not be applied for another reason
     */
    Good judgeLeniently(Pid pid, SettingsText.Content content) throws SettingsException {
        Metatypes known = metatypes.get();
        Optional<String> misnamed = known.explainMisnamed(pid);
        if (misnamed.isPresent()) {
            throw new SettingsException(misnamed.get());
        }
        List<Fault> faults = new ArrayList<>(placeholders.faults(content.properties()));
        Map<String, Object> resolved = placeholders.resolved(content.properties());
        Hashtable<String, Object> properties = new Hashtable<>(content.properties());
        properties.putAll(resolved);
        faults.addAll(known.faults(pid, properties, resolved.keySet()));
        if (!faults.isEmpty()) {
            throw new SettingsException(Fault.text(faults, content.lines()));
        }
        return new Good(
                content,
                new ResolvedSecrets(resolved),
                Fault.text(known.unknownSettings(pid, content.properties()), content.lines()));
    }

    /** Returns a warning about settings that are valid but may be wrong. */
    Optional<String> warning(Pid pid, SettingsText.Content content) {
        return Optional.of(Fault.text(metatypes.get().clearTextSecrets(pid, content.properties()), content.lines()))
                .filter(text -> !text.isEmpty());
    }

    /** Returns the current values of the placeholders. */
    ResolvedSecrets secrets(SettingsText.Content content) {
        return new ResolvedSecrets(placeholders.resolved(content.properties()));
    }

    /**
     * Settings that may be applied.
     *
     * @param unknown the faults of unknown settings as text; empty if there are none
     */
    record Good(SettingsText.Content content, ResolvedSecrets secrets, String unknown) {
        Good {
            requireNonNull(content, "content");
            requireNonNull(secrets, "secrets");
            requireNonNull(unknown, "unknown");
        }
    }
}
