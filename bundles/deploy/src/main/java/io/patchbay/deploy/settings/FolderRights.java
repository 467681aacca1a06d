package io.patchbay.deploy.settings;

import io.patchbay.deploy.file.OthersMayWrite;
import io.patchbay.deploy.file.Printable;
import io.patchbay.spi.health.Problem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Warns of folders and connectors that every user of the machine may write. Such a user decides who may call and which code runs. */
public final class FolderRights {

    private final Map<Path, String> folders = new LinkedHashMap<>();
    private final Path deploy;
    private final SettingsProblems problems;

    public FolderRights(Path config, Path deploy, Path data, SettingsProblems problems) {
        folders.put(config, "the settings folder");
        folders.put(deploy, "the connectors' folder");
        folders.put(data, "the data folder");
        folders.put(data.resolve("secrets"), "the folder of secrets");
        this.deploy = deploy;
        this.problems = problems;
    }

    /** To be called now and then. */
    void look() {
        folders.forEach((folder, what) -> tell(
                "rights of " + folder,
                OthersMayWrite.folder(folder)
                        .map(open -> what + " " + folder + " is not safe: every user of this machine may write "
                                + (open.equals(folder.toString()) ? "there" : "to " + open)
                                + ". Take that right away: chmod o-w " + open)));
        tell(
                "rights of connectors",
                connector()
                        .map(file -> "deploy/" + Printable.of(file.getFileName().toString()) + ": "
                                + OthersMayWrite.file(file).orElse("")));
    }

    private Optional<Path> connector() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(deploy, "*.jar")) {
            for (Path file : files) {
                if (OthersMayWrite.file(file).isPresent()) {
                    return Optional.of(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty(); // deploy says that the folder cannot be read
        }
        return Optional.empty();
    }

    private void tell(String what, Optional<String> line) {
        line.ifPresentOrElse(
                text -> problems.report(what, Problem.Severity.DEGRADED, text), () -> problems.solved(what));
    }
}
