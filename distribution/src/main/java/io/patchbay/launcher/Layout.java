package io.patchbay.launcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Where everything is; all paths absolute.
 *
 * @param home the installation
 * @param config the settings folder
 * @param deploy the connectors' folder
 * @param data what the server itself keeps
 */
record Layout(Path home, Path config, Path deploy, Path data) {

    Layout {
        requireNonNull(home, "home");
        requireNonNull(config, "config");
        requireNonNull(deploy, "deploy");
        requireNonNull(data, "data");
    }

    /** What was installed, for example {@code 0.1.0}. */
    String version() {
        try (var text = Layout.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(text);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code patchbay} command. */
    Path command() {
        return home.resolve("bin").resolve("patchbay");
    }

    /** Returns the folder with the settings and connectors that this version ships; nobody edits it. */
    Path shipped() {
        return home.resolve("shipped");
    }

    /** Returns the settings ({@code config}) or connectors ({@code deploy}) folder in use. */
    Path folder(String name) {
        return name.equals("config") ? config : deploy;
    }

    Path bundles() {
        return home.resolve("bundles");
    }

    Path log() {
        return data.resolve("logs").resolve("patchbay.log");
    }

    /** Shows the first key where nobody sits at a terminal. */
    Path firstKey() {
        return data.resolve("first-key.txt");
    }

    Path framework() {
        return data.resolve("framework");
    }

    /** Makes the folders that may be missing; the data folder is its owner's alone. */
    void create() {
        folder(data, "data", true);
        folder(config, "settings", false);
        folder(deploy, "connectors", false);
    }

    /** Changes nothing, and throws StartException where {@link #create} would. */
    void check() {
        check(data, "data", true);
        check(config, "settings", false);
        check(deploy, "connectors", false);
    }

    /** Removes what a server that was killed may have left: it says where to reach a server that is no more. */
    void clearLeftovers() {
        try {
            for (String name : List.of("http.port", "admin.path")) {
                Files.deleteIfExists(data.resolve(name));
            }
        } catch (IOException e) {
            throw new StartException("The data folder " + data + " cannot be written: " + StartException.reason(e));
        }
    }

    private static void folder(Path folder, String what, boolean written) {
        try {
            Files.createDirectories(folder);
            if (written && Files.isWritable(folder)) {
                Private.folder(folder);
            }
        } catch (IOException e) {
            throw new StartException("Cannot make the " + what + " folder " + folder + ": " + StartException.reason(e));
        }
        usable(folder, what, written);
    }

    private static void check(Path folder, String what, boolean written) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (there.equals(folder) && Files.isDirectory(folder)) {
            usable(folder, what, written);
        } else if (!Files.isDirectory(there)) {
            throw new StartException("Cannot make the " + what + " folder " + folder + ": not a folder: " + there);
        } else if (!Files.isWritable(there)) {
            throw new StartException("Cannot make the " + what + " folder " + folder + ": permission denied: " + there
                    + " (" + Owners.of(there) + ")");
        }
    }

    private static void usable(Path folder, String what, boolean written) {
        if (written && !Files.isWritable(folder)) {
            throw new StartException("The " + what + " folder " + folder + " cannot be written: " + Owners.of(folder)
                    + ". Start the server as that user, give it the folder with chown, or name another one.");
        }
        if (!Files.isReadable(folder)) {
            throw new StartException("The " + what + " folder " + folder + " cannot be read: " + Owners.of(folder)
                    + ". Give the server's user the right to read it, or name another one.");
        }
    }
}
