package io.patchbay.deploy.settings;

import io.patchbay.api.Json;
import io.patchbay.deploy.file.Printable;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
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

/** {@code config check}: judges a file, or all of a folder, as if it were in the settings folder, and changes nothing. */
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
        return "Check settings files without applying them: a file, a folder, or the settings folder";
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
            String name = Printable.of(file.getFileName().toString());
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("file", name);
            answer.put("ok", problem.isEmpty());
            problem.ifPresent(text -> answer.put("problem", text));
            answer.put("text", name + ": " + problem.orElse("good"));
            invocation.send(Json.of(answer));
        }
        String said = files.isEmpty()
                ? "There is no settings file."
                : wrong == 0
                        ? "All are good."
                        : wrong + " of " + files.size() + " would not be applied."
                                + (files.stream().allMatch(Files::isReadable)
                                        ? ""
                                        : " The server's user (" + System.getProperty("user.name")
                                                + ") needs the right to read them.");
        invocation.send(Json.of(Map.of("ok", wrong == 0, "checked", files.size(), "wrong", wrong, "text", said)));
    }

    private Path path(String given) {
        try {
            Path path = given.isEmpty() ? folder.folder() : Path.of(given);
            if (path.isAbsolute() && Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new IllegalArgumentException("There is no such file or folder that the server's user ("
                + System.getProperty("user.name") + ") can see: " + Printable.of(given));
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> listed = Files.list(path)) {
            return listed.filter(
                            file -> SettingsNames.concerns(file.getFileName().toString()))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
