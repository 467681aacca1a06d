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

/** The project of a new connector, with its tests and with the API of Patchbay that it is compiled against. */
public final class ConnectorTemplate {

    private final ConnectorName name;
    private final Path contract;
    private final String command;

    /**
     * @param contract a Maven repository with the API of Patchbay
     * @param command what a person types for {@code patchbay}
     */
    public ConnectorTemplate(ConnectorName name, Path contract, String command) {
        this.name = name;
        this.contract = contract;
        this.command = command;
    }

    /**
     * Creates the project completely or not at all.
     *
     * @throws FileAlreadyExistsException if the folder exists and is not empty: nothing is ever overwritten
     */
    public void write(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.createDirectories(target.getParent());
        Path building = Files.createTempDirectory(target.getParent(), ".new-connector");
        try {
            fill(building, target);
            building.toFile().setReadable(true, false);
            building.toFile().setExecutable(true, false);
            // Deletes an empty folder only.
            Files.deleteIfExists(target);
            Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(building);
        }
    }

    private void fill(Path project, Path target) throws IOException {
        Map<String, String> words = words(target);
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
            Files.writeString(to, filled(resource("template/" + file.getKey()), words));
        }
        new Contract(contract, words.get("server")).copy(project.resolve("maven"));
    }

    private Map<String, String> words(Path target) throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        Properties versions = Versions.all();
        versions.forEach((key, value) -> words.put((String) key, (String) value));
        words.put("server", versions.getProperty("version"));
        words.put("version", new Contract(contract, versions.getProperty("version")).version());
        words.put("name", name.name());
        words.put("package", name.packageName());
        words.put("group", name.group());
        words.put("path", name.path());
        words.put("class", name.className());
        words.put("command", command);
        words.put("folder", target.getFileName().toString());
        return words;
    }

    private static String filled(String text, Map<String, String> words) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
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
