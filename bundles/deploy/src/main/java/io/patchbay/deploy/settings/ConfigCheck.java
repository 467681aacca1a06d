package io.patchbay.deploy.settings;

import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command {@code config check} checks one file or all files of a folder, as if the files were in the settings
 * folder. The command changes nothing.
 */
public final class ConfigCheck implements Command {

    private final SettingsFolder folder;

    public ConfigCheck(SettingsFolder folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "config check";
    }

    @Override
    public String summary() {
        return "Check settings files without applying them";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of("path"));
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        Path path = path(invocation.arguments().optionalString("path").orElse(""));
        List<Path> files = files(path);
        int wrong = 0;
        for (Path file : files) {
            Optional<String> problem = folder.check(file);
            wrong += problem.isPresent() ? 1 : 0;
            String name = SafeText.name(file.getFileName().toString());
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("file", name);
            answer.put("ok", problem.isEmpty());
            problem.ifPresent(text -> answer.put("problem", text));
            answer.put("text", name + ": " + problem.orElse("valid"));
            invocation.send(Json.of(answer));
        }
        String summary = files.isEmpty()
                ? "No settings file found."
                : wrong == 0
                        ? "All files are valid."
                        : wrong + " of " + files.size() + " files would not be applied."
                                + (files.stream().allMatch(Files::isReadable)
                                        ? ""
                                        : " The server's user (" + System.getProperty("user.name")
                                                + ") needs permission to read the files.");
        invocation.send(Json.of(Map.of("ok", wrong == 0, "checked", files.size(), "wrong", wrong, "text", summary)));
    }

    private Path path(String given) {
        try {
            Path path = given.isEmpty() ? folder.folder() : Path.of(given);
            if (path.isAbsolute() && Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // reported below
        }
        throw new IllegalArgumentException("The file or folder does not exist, or is hidden from the server's user ("
                + System.getProperty("user.name") + "): " + SafeText.name(given));
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> listed = Files.list(path)) {
            return listed.filter(
                            file -> SettingsNames.isWatched(file.getFileName().toString()))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
