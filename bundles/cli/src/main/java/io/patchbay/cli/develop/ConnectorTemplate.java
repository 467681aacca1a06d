package io.patchbay.cli.develop;

import io.patchbay.cli.terminal.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates the project of a new connector. The project contains tests and a copy of the Patchbay API. */
public final class ConnectorTemplate {

    private final ConnectorName name;
    private final Path contract;
    private final String command;

    /**
     * @param contract a Maven repository with the API of Patchbay
     * @param command the {@code patchbay} command as a user types it
     */
    public ConnectorTemplate(ConnectorName name, Path contract, String command) {
        this.name = name;
        this.contract = contract;
        this.command = command;
    }

    /**
     * Creates the project completely or not at all. Never overwrites a file.
     *
     * @throws FileAlreadyExistsException if the folder exists and is not empty
     */
    public void write(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.createDirectories(target.getParent());
        Path temporary = Files.createTempDirectory(target.getParent(), ".new-connector");
        try {
            fill(temporary, target);
            temporary.toFile().setReadable(true, false);
            temporary.toFile().setExecutable(true, false);
            // This call deletes the folder only if the folder is empty.
            Files.deleteIfExists(target);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(temporary);
        }
    }

    private void fill(Path project, Path target) throws IOException {
        Map<String, String> values = placeholders(target);
        String sources = name.path() + "/" + name.className();
        for (Map.Entry<String, String> file : Map.of(
                        "pom.xml.txt", "pom.xml",
                        "README.md.txt", "README.md",
                        "gitignore.txt", ".gitignore",
                        "Connector.java.txt", "src/main/java/" + sources + ".java",
                        "ConnectorTest.java.txt", "src/test/java/" + sources + "Test.java")
                .entrySet()) {
            Path to = project.resolve(file.getValue());
            Files.createDirectories(to.getParent());
            Files.writeString(to, fillIn(resource("template/" + file.getKey()), values));
        }
        new Contract(contract, values.get("server")).copy(project.resolve("maven"));
    }

    private Map<String, String> placeholders(Path target) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        Properties versions = Versions.all();
        versions.forEach((key, value) -> values.put((String) key, (String) value));
        values.put("server", versions.getProperty("version"));
        values.put("version", new Contract(contract, versions.getProperty("version")).version());
        values.put("name", name.name());
        values.put("package", name.packageName());
        values.put("group", name.group());
        values.put("path", name.path());
        values.put("class", name.className());
        values.put("command", command);
        values.put("folder", target.getFileName().toString());
        return values;
    }

    private static String fillIn(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> word : values.entrySet()) {
            filled = filled.replace("{{" + word.getKey() + "}}", word.getValue());
        }
        return filled;
    }

    private static String resource(String path) throws IOException {
        try (InputStream text = ConnectorTemplate.class.getResourceAsStream(path)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file :
                    files(folder).stream().sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.collect(Collectors.toList());
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
