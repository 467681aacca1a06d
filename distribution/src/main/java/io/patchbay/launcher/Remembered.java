package io.patchbay.launcher;

import io.patchbay.support.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The record of the settings and connectors that a data folder was used with. The record is stored in the data folder.
 * If a server finds none of these settings and connectors, it does not start. The server would otherwise run like a new
 * server, without its keys, rules and connectors.
 */
final class Remembered {

    private static final String KEYS = "io.patchbay.identity.key~*.cfg.json";
    private static final String SETTINGS = "*.cfg.json";
    private static final String JARS = "*.jar";

    private final Layout layout;
    private final Path file;
    private final String command;
    private final List<String> lines;
    private final boolean hadKeys;

    /** @param command the {@code patchbay} command as the operator types it */
    Remembered(Layout layout, String command) {
        this.layout = layout;
        this.command = command;
        this.file = layout.data().resolve("folders.txt");
        this.lines = read();
        this.hadKeys = lines.isEmpty()
                ? isUsedBefore()
                : !values("key").isEmpty() || !values("had-keys").isEmpty();
    }

    /** Throws StartException if all keys, or all connectors, that the data folder was used with are missing. */
    void check() {
        InsideInstallation.check(layout, command);
        if (lines.isEmpty()) {
            if (hadKeys && names(layout.config(), KEYS).isEmpty()) {
                throw new StartException("The data folder " + layout.data()
                        + " belongs to an earlier installation, and the settings folder "
                        + layout.config()
                        + " has no API key. The server does not start, because it would run without the earlier settings."
                        + " Copy the files of the earlier settings and connectors folders into " + layout.config()
                        + " and "
                        + layout.deploy()
                        + ", or name the earlier folders with --config and --deploy. To start without the earlier settings: "
                        + command + " run --adopt");
            }
        } else if (isKeyless() || isWithoutConnectors()) {
            throw new StartException(refusalMessage());
        }
    }

    /** Returns whether this data folder was used with API keys. In this case, the server creates no first key. */
    boolean hadKeys() {
        return hadKeys;
    }

    /** Returns the version of the server that last used this data folder. */
    Optional<String> version() {
        return values("version").stream().findFirst();
    }

    /**
     * Returns whether the settings ({@code config}) or connectors ({@code deploy}) folder differs from the folder that
     * was used before.
     */
    boolean isOther(String folder) {
        return !lines.isEmpty()
                && !values(folder).contains(layout.folder(folder).toString());
    }

    /** Records the present keys and connectors. */
    void write() throws IOException {
        List<String> now = new ArrayList<>(
                List.of("version " + layout.version(), "config " + layout.config(), "deploy " + layout.deploy()));
        List<String> keys = names(layout.config(), KEYS);
        if (!keys.isEmpty() || hadKeys) {
            now.add("had-keys yes");
        }
        keys.forEach(key -> now.add("key " + key));
        names(layout.deploy(), JARS).forEach(jar -> now.add("connector " + jar));
        now.removeIf(line -> line.indexOf('\n') >= 0);
        if (!now.equals(read())) {
            DurableFile.place(file, (String.join("\n", now) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Returns whether all keys are missing. If the settings folder is the same as before, missing keys count as
     * revoked. If this folder is empty, missing keys do not count as revoked, because a mount may be missing.
     */
    private boolean isKeyless() {
        List<String> keys = values("key");
        boolean gone = !keys.isEmpty() && Collections.disjoint(keys, names(layout.config(), KEYS));
        return gone && (isOther("config") || names(layout.config(), SETTINGS).isEmpty());
    }

    /** Returns whether all connectors are missing. Ignores shipped connectors, which every folder contains. */
    private boolean isWithoutConnectors() {
        List<String> connectors = new ArrayList<>(values("connector"));
        connectors.removeAll(names(layout.shipped().resolve("deploy"), JARS));
        return isOther("deploy")
                && !connectors.isEmpty()
                && Collections.disjoint(connectors, names(layout.deploy(), JARS));
    }

    private String refusalMessage() {
        String config = values("config").stream().findFirst().orElse("");
        String deploy = values("deploy").stream().findFirst().orElse("");
        return """
                The data folder %s was used with other settings and connectors. The server does not start, because it would run without them.
                  before: settings %s (API keys: %s), connectors %s (%s)
                  now:    settings %s (API keys: %s), connectors %s (%s)
                To start with the folders as before:
                  %s run --config %s --deploy %s --data %s
                To move the earlier files to the folders named now, copy the files first:
                  %s
                To start without the earlier files and without an API key ("%s key create" creates a key):
                  %s run --adopt --config %s --deploy %s --data %s""".formatted(
                        layout.data(),
                        config,
                        values("key").size(),
                        deploy,
                        String.join(", ", values("connector")),
                        layout.config(),
                        names(layout.config(), KEYS).size(),
                        layout.deploy(),
                        String.join(", ", names(layout.deploy(), JARS)),
                        command,
                        Shell.word(config),
                        Shell.word(deploy),
                        Shell.word(layout.data()),
                        copyCommands(),
                        command,
                        command,
                        Shell.word(layout.config()),
                        Shell.word(layout.deploy()),
                        Shell.word(layout.data()));
    }

    private String copyCommands() {
        return List.of("config", "deploy").stream()
                .filter(this::isOther)
                .flatMap(folder -> values(folder).stream()
                        .map(before -> "mkdir -p " + Shell.word(layout.folder(folder)) + " && cp -a "
                                + Shell.word(before) + "/. " + Shell.word(layout.folder(folder)) + "/"))
                .reduce((one, other) -> one + " && " + other)
                .orElse("(the folder " + layout.config() + " is empty: is its volume mounted?)");
    }

    /**
     * Returns whether an earlier version used the data folder. The audit trail shows this, because every server writes
     * a trail.
     */
    private boolean isUsedBefore() {
        return !names(layout.data().resolve("audit"), "*").isEmpty();
    }

    private List<String> values(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    private List<String> read() {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            throw new StartException("The file " + file + " cannot be read: " + StartException.reason(e));
        }
    }

    private static List<String> names(Path folder, String pattern) {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
                files.forEach(each -> names.add(each.getFileName().toString()));
            } catch (IOException e) {
                throw new StartException("The folder " + folder + " cannot be listed: " + StartException.reason(e));
            }
        }
        return List.copyOf(names);
    }
}
