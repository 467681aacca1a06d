package io.patchbay.launcher;

import static java.util.Objects.requireNonNull;

import io.patchbay.support.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * The folders of a server, as absolute paths.
 *
 * @param home the folder of the installation
 * @param config the settings folder
 * @param deploy the connectors folder
 * @param data the folder with the server's own data
 */
record Layout(Path home, Path config, Path deploy, Path data) {

    Layout {
        requireNonNull(home, "home");
        requireNonNull(config, "config");
        requireNonNull(deploy, "deploy");
        requireNonNull(data, "data");
    }

    /** Returns the installed version, for example {@code 0.1.0}. */
    String version() {
        try (var text = Layout.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(text);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file of the {@code patchbay} command. */
    Path command() {
        return home.resolve("bin").resolve("patchbay");
    }

    /** Returns the folder with the settings and connectors that this version ships. The folder is never edited. */
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

    /** Returns the file that shows the first key if the output is not a terminal. */
    Path firstKey() {
        return data.resolve("first-key.txt");
    }

    Path framework() {
        return data.resolve("framework");
    }

    /** Creates missing folders. Only the owner may access the data folder. */
    void create() {
        createFolder(data, "data", true);
        createFolder(config, "settings", false);
        createFolder(deploy, "connectors", false);
    }

    /** Throws StartException if {@link #create} would throw. Changes nothing. */
    void check() {
        check(data, "data", true);
        check(config, "settings", false);
        check(deploy, "connectors", false);
    }

    /** Removes files that a killed server has left, because they contain the addresses of that server. */
    void clearLeftovers() {
        try {
            for (String name : List.of("http.port", "admin.path")) {
                Files.deleteIfExists(data.resolve(name));
            }
        } catch (IOException e) {
            throw new StartException("The data folder " + data + " cannot be written: " + StartException.reason(e));
        }
    }

    private static void createFolder(Path folder, String what, boolean written) {
        try {
            Files.createDirectories(folder);
            if (written && Files.isWritable(folder)) {
                OwnerOnly.restrictFolder(folder);
            }
        } catch (IOException e) {
            throw new StartException(
                    "The " + what + " folder " + folder + " cannot be created: " + StartException.reason(e));
        }
        checkUsable(folder, what, written);
    }

    private static void check(Path folder, String what, boolean written) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (there.equals(folder) && Files.isDirectory(folder)) {
            checkUsable(folder, what, written);
        } else if (!Files.isDirectory(there)) {
            throw new StartException(
                    "The " + what + " folder " + folder + " cannot be created: not a folder: " + there);
        } else if (!Files.isWritable(there)) {
            throw new StartException("The " + what + " folder " + folder + " cannot be created: permission denied: "
                    + there + " (" + Owners.of(there) + ")");
        }
    }

    private static void checkUsable(Path folder, String what, boolean written) {
        if (written && !Files.isWritable(folder)) {
            throw new StartException(
                    "The " + what + " folder " + folder + " cannot be written: " + Owners.of(folder)
                            + ". Start the server as the owner, give the folder to the server's user with chown, or name another folder.");
        }
        if (!Files.isReadable(folder)) {
            throw new StartException("The " + what + " folder " + folder + " cannot be read: " + Owners.of(folder)
                    + ". Give the server's user the right to read the folder, or name another folder.");
        }
    }
}
