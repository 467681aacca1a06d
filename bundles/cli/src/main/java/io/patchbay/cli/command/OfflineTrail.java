package io.patchbay.cli.command;

import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Reason;
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

/** The audit trail of a server that is not running, verified in a separate process by the verifier of this installation. */
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

    /** Returns whether there is a trail, and a verifier. */
    boolean there() {
        return Files.isDirectory(data.resolve("audit")) && Files.isDirectory(bundles);
    }

    /** Prints the result. Returns whether the trail is complete. */
    boolean verify(String head, boolean json) {
        try {
            Process verifier = new ProcessBuilder(command(head, json))
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(verifier.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = verifier.waitFor();
            if (exit > 1) {
                throw new CommandException(CommandException.FAILED, said);
            }
            terminal.out().println(json ? said : terminal.shown(said));
            return exit == 0;
        } catch (IOException e) {
            throw new CommandException(CommandException.FAILED, "The trail was not checked: " + Reason.of(e) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(CommandException.CANCELLED, "Interrupted.");
        }
    }

    private List<String> command(String head, boolean json) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jar("io.patchbay.audit-") + File.pathSeparator + jar("io.patchbay.api-"),
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

    private String jar(String name) throws IOException {
        try (Stream<Path> files = Files.list(bundles)) {
            return files.map(Path::toString)
                    .filter(file -> Path.of(file).getFileName().toString().startsWith(name))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
