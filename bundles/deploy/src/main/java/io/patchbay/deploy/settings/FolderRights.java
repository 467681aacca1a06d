package io.patchbay.deploy.settings;

import io.patchbay.deploy.file.OthersMayWrite;
import io.patchbay.spi.health.Problem;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Warns of folders and connectors that every user may change. A user who may change a connector or a setting decides who may call
 * the server and which code runs.
 */
public final class FolderRights {

    private final Map<Path, String> folders = new LinkedHashMap<>();
    private final Path deploy;
    private final SettingsProblems problems;

    public FolderRights(Path config, Path deploy, Path data, SettingsProblems problems) {
        folders.put(config, "the settings folder");
        folders.put(deploy, "the connectors' folder");
        folders.put(data, "the data folder");
        folders.put(data.resolve("secrets"), "the secrets folder");
        this.deploy = deploy;
        this.problems = problems;
    }

    /** Checks all folders and connectors. Called repeatedly. */
    void check() {
        folders.forEach((folder, what) -> report(
                "rights of " + folder,
                OthersMayWrite.openFolder(folder)
                        .map(open -> what + " " + folder + " is not safe: every user of this machine can write to "
                                + (open.equals(folder.toString()) ? "it" : open)
                                + ". Remove that permission: chmod o-w " + open)));
        report(
                "rights of connectors",
                writableConnector()
                        .map(file ->
                                "deploy/" + SafeText.name(file.getFileName().toString()) + ": "
                                        + OthersMayWrite.problem(file).orElse("")));
    }

    private Optional<Path> writableConnector() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(deploy, "*.jar")) {
            for (Path file : files) {
                if (OthersMayWrite.problem(file).isPresent()) {
                    return Optional.of(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty(); // an unreadable folder is reported elsewhere
        }
        return Optional.empty();
    }

    private void report(String what, Optional<String> line) {
        line.ifPresentOrElse(
                text -> problems.report(what, Problem.Severity.DEGRADED, text), () -> problems.resolve(what));
    }
}
