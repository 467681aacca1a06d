package io.patchbay.cli.command;

import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verifies the audit trail of a stopped server in a separate process, with the verifier of this installation. */
final class OfflineTrail {

    private static final String VERIFIER = "io.patchbay.audit.TrailVerifier";

    private final Terminal terminal;
    private final Path bundles;
    private final Path data;

    OfflineTrail(Terminal terminal, Path data) {
        this.terminal = terminal;
        this.bundles = Path.of(terminal.environment().getOrDefault("PATCHBAY_INSTALLATION", ""))
                .resolve("bundles");
        this.data = data;
    }

    /** Returns whether both a trail and a verifier exist. */
    boolean isAvailable() {
        return Files.isDirectory(data.resolve("audit")) && Files.isDirectory(bundles);
    }

    /** Verifies the trail and prints the result. Returns whether the trail is complete. */
    boolean verify(String head, boolean json) {
        try {
            Process verifier = new ProcessBuilder(buildCommand(head, json))
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .start();
            String text = new String(verifier.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = verifier.waitFor();
            if (exit > 1) {
                throw new CommandException(CommandException.FAILED, text);
            }
            terminal.out().println(json ? text : terminal.printable(text));
            return exit == 0;
        } catch (IOException e) {
            throw new CommandException(CommandException.FAILED, "The trail was not checked: " + IoReason.of(e) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(CommandException.CANCELLED, "Interrupted.");
        }
    }

    private List<String> buildCommand(String head, boolean json) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                findJars("io.patchbay.audit-") + File.pathSeparator + findJars("io.patchbay.api-"),
                VERIFIER,
                data.toString()));
        if (json) {
            command.add("--json");
        }
        if (!head.isEmpty()) {
            command.addAll(List.of("--head", head));
        }
        return command;
    }

    private String findJars(String name) throws IOException {
        try (Stream<Path> files = Files.list(bundles)) {
            return files.map(Path::toString)
                    .filter(file -> Path.of(file).getFileName().toString().startsWith(name))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
