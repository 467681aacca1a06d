package io.patchbay.deploy.settings;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command {@code config list} lists all settings with their sources, and the problems of the files. */
public final class ConfigList implements Command {

    private final SettingsView view;

    public ConfigList(SettingsView view) {
        this.view = view;
    }

    @Override
    public String name() {
        return "config list";
    }

    @Override
    public String summary() {
        return "List the settings, their files, and the errors in those files";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of());
    }

    @Override
    public void run(Invocation invocation) {
        for (SettingsView.Line line : view.all()) {
            Map<String, Object> answer = new LinkedHashMap<>(line.json());
            answer.put("text", line.text());
            invocation.send(Json.of(answer));
        }
    }
}
