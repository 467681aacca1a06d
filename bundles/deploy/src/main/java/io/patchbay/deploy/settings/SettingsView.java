package io.patchbay.deploy.settings;

import io.patchbay.deploy.configadmin.Attribute;
import io.patchbay.deploy.configadmin.Pid;
import io.patchbay.deploy.configadmin.Readers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows the settings in force to operators, with the source of each value. Secrets are hidden. */
public final class SettingsView {

    private static final String HIDDEN = "(secret)";
    private static final List<String> SECRET_WORDS =
            List.of("password", "passwd", "passphrase", "secret", "token", "apikey", "privatekey", "credential");

    private final SettingsFolder folder;
    private final Readers readers;
    private final SettingsProblems problems;

    public SettingsView(SettingsFolder folder, Readers readers, SettingsProblems problems) {
        this.folder = folder;
        this.readers = readers;
        this.problems = problems;
    }

    /** Returns all PIDs in order, including the PIDs that have no file and use their defaults. */
    List<Line> all() {
        Map<String, Line> lines = new TreeMap<>();
        readers.metatypes().singles().forEach(pid -> lines.put(pid, line(new Pid(pid, Optional.empty()))));
        folder.files().keySet().forEach(pid -> lines.put(pid.text(), line(pid)));
        return List.copyOf(lines.values());
    }

    /** Returns whether a PID lacks a required instance or has a forbidden instance. */
    boolean needsInstance(Pid pid) {
        return readers.metatypes().explainMisnamed(pid).isPresent();
    }

    /** Returns the summary of a PID. */
    Line line(Pid pid) {
        Optional<String> file = Optional.ofNullable(folder.files().get(pid));
        return new Line(pid, file, source(pid), file.flatMap(problems::of));
    }

    /** Returns all settings of a PID, including settings without a description. */
    List<Setting> settings(Pid pid) {
        Map<String, Attribute> described = readers.metatypes().settings(pid);
        Optional<InForce.Entry> entry = folder.inForce(pid);
        Set<String> names = new LinkedHashSet<>(described.keySet());
        entry.ifPresent(
                found -> names.addAll(new TreeMap<>(found.good().content().properties()).keySet()));
        List<Setting> settings = new ArrayList<>();
        for (String name : names) {
            Optional<Attribute> attribute = Optional.ofNullable(described.get(name));
            Optional<Object> set =
                    entry.map(found -> found.good().content().properties().get(name));
            Optional<Long> line =
                    entry.map(found -> found.good().content().lines().get(name));
            Object value =
                    set.isPresent() ? displayed(name, attribute, set.get()) : defaultValue(attribute.orElseThrow());
            settings.add(new Setting(name, value, set.isPresent() ? source(pid) : "default", line));
        }
        return settings;
    }

    private String source(Pid pid) {
        return folder.inForce(pid)
                .map(entry -> entry.source() == InForce.Source.FILE ? "file" : "last good version")
                .orElse("default");
    }

    /** Hides secrets. A reference to a secret is not a secret. */
    private static Object displayed(String name, Optional<Attribute> attribute, Object value) {
        List<?> items = Attribute.items(value);
        boolean secret = attribute.map(Attribute::isSecret).orElse(false) || name.startsWith(".") || isSecretName(name);
        if (secret
                && !items.stream()
                        .allMatch(item -> String.valueOf(item).isEmpty() || isReference(String.valueOf(item)))) {
            return HIDDEN;
        }
        return value.getClass().isArray() ? items : value;
    }

    private static boolean isSecretName(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return SECRET_WORDS.stream().anyMatch(plain::contains);
    }

    private static boolean isReference(String text) {
        return text.matches("\\$\\[(env|secret|prop):[^\\];]*]");
    }

    private static Object defaultValue(Attribute attribute) {
        List<String> defaults = attribute.defaults();
        return attribute.isList() ? defaults : defaults.stream().findFirst().orElse("");
    }

    /**
     * One PID and the source of its settings.
     *
     * @param source file, last good version, or default
     * @param problem the reason why the file is not in force
     */
    record Line(Pid pid, Optional<String> file, String source, Optional<String> problem) {

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("pid", pid.text());
            file.ifPresent(name -> json.put("file", name));
            json.put("source", source);
            problem.ifPresent(text -> json.put("problem", text));
            return json;
        }

        String text() {
            return String.format("%-44s %s", pid.text(), source)
                    + problem.map(text -> "\n    ! " + text).orElse("");
        }
    }

    /** One setting with the value in force. */
    record Setting(String name, Object value, String source, Optional<Long> line) {

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            json.put("value", value);
            json.put("source", source);
            line.ifPresent(number -> json.put("line", number));
            return json;
        }

        String text() {
            String text = value instanceof List<?> items
                    ? items.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"))
                    : String.valueOf(value);
            return String.format("  %-24s %-28s %s", name, text, source)
                    + line.map(number -> ", line " + number).orElse("");
        }
    }
}
