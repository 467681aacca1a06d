package io.patchbay.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Detects installations of earlier versions. These versions had settings and connectors inside the unpacked folder, and
 * data in another place.
 */
final class InsideInstallation {

    private InsideInstallation() {}

    /** Throws StartException if settings or data of such an installation exist and the folders in use are empty. */
    static void check(Layout layout, String command) {
        Path config = layout.home().resolve("config");
        if (!config.equals(layout.config())
                && containsFiles(config, "*.cfg.json")
                && !containsFiles(layout.config(), "*.cfg.json")) {
            Path deploy = layout.home().resolve("deploy");
            throw new StartException("""
                    The installation %s has settings of an earlier version inside it, and the settings folder %s is empty.
                    The server does not start, because it would run without those settings and keys. To move the settings and keys there:
                      mkdir -p %s %s && cp -a %s/. %s/ && cp -a %s/. %s/
                      mv %s %s && mv %s %s
                    Or name the folders: %s run --config %s --deploy %s""".formatted(
                            layout.home(),
                            layout.config(),
                            Shell.word(layout.config()),
                            Shell.word(layout.deploy()),
                            Shell.word(config),
                            Shell.word(layout.config()),
                            Shell.word(deploy),
                            Shell.word(layout.deploy()),
                            Shell.word(config),
                            Shell.word(config + ".moved"),
                            Shell.word(deploy),
                            Shell.word(deploy + ".moved"),
                            command,
                            Shell.word(config),
                            Shell.word(deploy)));
        }
        Path base = layout.data().getParent();
        if (base != null
                && Files.isDirectory(base.resolve("audit"))
                && Files.exists(base.resolve("patchbay.pid"))
                && !Files.exists(layout.data().resolve("audit"))) {
            Path aside = base.resolveSibling(base.getFileName() + ".earlier");
            throw new StartException("""
                    The folder %s is the data folder of an earlier version. The data folder is now %s.
                    The server does not start, because it would run without the earlier audit trail. To move the trail there:
                      mv %s %s && mkdir %s && mv %s %s
                    Or name the folder: %s run --data %s""".formatted(
                            base,
                            layout.data(),
                            Shell.word(base),
                            Shell.word(aside),
                            Shell.word(base),
                            Shell.word(aside),
                            Shell.word(layout.data()),
                            command,
                            Shell.word(base)));
        }
    }

    /** Logs a warning for each folder inside the installation that contains files but is not used. */
    static void warn(Layout layout) {
        warnIfUnused(layout.home().resolve("config"), layout.config(), "*.cfg.json", "settings");
        warnIfUnused(layout.home().resolve("deploy"), layout.deploy(), "*.jar", "connectors");
    }

    private static void warnIfUnused(Path inside, Path used, String pattern, String what) {
        if (!inside.equals(used) && containsFiles(inside, pattern)) {
            LoggerFactory.getLogger(InsideInstallation.class)
                    .warn(
                            "The folder {} is not read. The {} folder in use is {}. Move the files to the folder in use, or delete {}",
                            inside,
                            what,
                            used,
                            inside);
        }
    }

    private static boolean containsFiles(Path folder, String pattern) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new StartException("The folder " + folder + " cannot be listed: " + StartException.reason(e));
        }
    }
}
