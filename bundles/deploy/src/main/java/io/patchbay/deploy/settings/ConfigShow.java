package io.patchbay.deploy.settings;

import io.patchbay.api.Json;
import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command {@code config show PID} shows the settings in force of one PID. The output contains the source of each setting, but
 * no secrets.
 */
public final class ConfigShow implements Command {

    private final SettingsView view;

    public ConfigShow(SettingsView view) {
        this.view = view;
    }

    @Override
    public String name() {
        return "config show";
    }

    @Override
    public String summary() {
        return "Show the settings in force of one PID, and where each value comes from";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of("pid"));
    }

    @Override
    public void run(Invocation invocation) {
        String asked = invocation.arguments().optionalString("pid").orElse("").strip();
        Pid pid = asked.endsWith(Pid.SUFFIX) ? Pid.ofFile(asked) : Pid.of(asked);
        SettingsView.Line line = view.line(pid);
        List<SettingsView.Setting> settings = view.settings(pid);
        if (line.file().isEmpty() && (pid.instance().isPresent() || settings.isEmpty() || view.needsInstance(pid))) {
            throw new IllegalArgumentException(
                    "No settings have the PID " + pid.text() + ". `patchbay config list` lists all settings.");
        }
        Map<String, Object> answer = new LinkedHashMap<>(line.json());
        answer.put("settings", settings.stream().map(SettingsView.Setting::json).collect(Collectors.toList()));
        answer.put(
                "text",
                line.text()
                        + settings.stream()
                                .map(setting -> "\n" + setting.text())
                                .collect(Collectors.joining()));
        invocation.send(Json.of(answer));
    }
}
