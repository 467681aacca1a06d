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

/** Judges the text of one settings file: may it be applied? */
public final class SettingsValidator {

    private final SettingsText text = new SettingsText();
    private final Placeholders placeholders;
    private final Supplier<Metatypes> metatypes;

    /** @param metatypes as they are known now; more come with connectors */
    public SettingsValidator(Placeholders placeholders, Supplier<Metatypes> metatypes) {
        this.placeholders = placeholders;
        this.metatypes = metatypes;
    }

    /** @throws SettingsException when it is no settings file at all, with why */
    SettingsText.Content content(byte[] bytes) throws SettingsException {
        return text.read(bytes);
    }

    /** @throws SettingsException when it may not, with why */
    Good judge(Pid pid, SettingsText.Content content) throws SettingsException {
        Good good = judgeLeniently(pid, content);
        if (!good.unknown.isEmpty()) {
            throw new SettingsException(good.unknown);
        }
        return good;
    }

    /**
     * Lets settings pass that nobody knows, for a start that has nothing better: the settings of an older version, say.
     *
     * @throws SettingsException when even so it may not, with why
     */
    Good judgeLeniently(Pid pid, SettingsText.Content content) throws SettingsException {
        Metatypes known = metatypes.get();
        Optional<String> misnamed = known.misnamed(pid);
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
                Fault.text(known.unknown(pid, content.properties()), content.lines()));
    }

    /** Returns what is not as it should be in settings that may be applied. */
    Optional<String> doubt(Pid pid, SettingsText.Content content) {
        return Optional.of(Fault.text(metatypes.get().clearText(pid, content.properties()), content.lines()))
                .filter(text -> !text.isEmpty());
    }

    /** What the placeholders stand for now. */
    ResolvedSecrets secrets(SettingsText.Content content) {
        return new ResolvedSecrets(placeholders.resolved(content.properties()));
    }

    /**
     * Settings that may be applied.
     *
     * @param unknown what is said of settings that nobody knows; empty when there are none
     */
    record Good(SettingsText.Content content, ResolvedSecrets secrets, String unknown) {
        Good {
            requireNonNull(content, "content");
            requireNonNull(secrets, "secrets");
            requireNonNull(unknown, "unknown");
        }
    }
}
