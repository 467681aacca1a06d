package io.patchbay.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks JSON, and settings files against the page that lists every setting. */
final class SettingsSnippets {

    private static final Path PAGE = Document.REPOSITORY.resolve("docs/settings.md");
    private static final Pattern PID = Pattern.compile("^## (io\\.patchbay\\.\\S+)$");
    private static final Pattern SETTING = Pattern.compile("^\\| `([^`]+)` \\| .*");
    /** The first line of a settings file. */
    private static final Pattern FILE = Pattern.compile("^// *(?:\\S*/)?([^/\\s~]+)(?:~[^/\\s]+)?\\.cfg\\.json$");

    private final ObjectMapper json = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The names of the settings of each PID. */
    private final Map<String, Set<String>> settings = new LinkedHashMap<>();

    SettingsSnippets() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher pid = PID.matcher(line);
            Matcher setting = SETTING.matcher(line);
            if (pid.matches()) {
                names = settings.computeIfAbsent(pid.group(1), any -> new LinkedHashSet<>());
            } else if (setting.matches()) {
                names.add(setting.group(1));
            }
        }
    }

    /** Returns the names of the settings of each PID. */
    Map<String, Set<String>> settings() {
        return settings;
    }

    List<String> faults(Document.Block block) {
        JsonNode content;
        try {
            content = json.readTree(block.text());
        } catch (JsonProcessingException e) {
            return List.of("The JSON does not parse: " + e.getOriginalMessage());
        }
        List<String> names = new ArrayList<>();
        content.fieldNames().forEachRemaining(name -> names.add(name.replaceAll(":.*", "")));
        Matcher file = FILE.matcher(block.lines().isEmpty() ? "" : block.lines().get(0));
        if (file.matches()) {
            return faults(file.group(1), names);
        }
        return settings.entrySet().stream()
                .filter(pid -> !names.isEmpty() && pid.getValue().containsAll(names))
                .map(pid -> "These are settings of " + pid.getKey() + ": begin with // config/" + pid.getKey()
                        + ".cfg.json")
                .toList();
    }

    private List<String> faults(String pid, List<String> names) {
        Set<String> known = settings.get(pid);
        if (known == null) {
            return pid.startsWith("io.patchbay.") ? List.of("No part of the server reads " + pid) : List.of();
        }
        return names.stream()
                .filter(name -> !known.contains(name))
                .map(name -> pid + " has no setting " + name)
                .toList();
    }
}
