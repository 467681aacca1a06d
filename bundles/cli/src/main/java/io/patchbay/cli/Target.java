package io.patchbay.cli;

import io.patchbay.cli.mcp.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The URL and the key, from the command line, a file or the environment. */
final class Target {

    @Mixin
    private Folders folders = new Folders();

    @Option(
            names = "--url",
            paramLabel = "<url>",
            description = "The server's MCP endpoint. Default: PATCHBAY_URL, or that of the server that runs with the data folder.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "<key>",
            description = "The API key. Every user of this machine can read it while the command runs: better set PATCHBAY_KEY, or use --key-file.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--key-file", paramLabel = "<file>", description = "A file with nothing but the API key in it.")
    private Optional<Path> keyFile = Optional.empty();

    Endpoint endpoint(Terminal terminal) {
        if (key.isPresent() && keyFile.isPresent()) {
            throw new CommandException(CommandException.USAGE, "Give --key or --key-file, not both.");
        }
        try {
            Endpoint endpoint = Endpoint.of(url(terminal), key(terminal.environment()));
            if (endpoint.tellsTheKeyToTheNetwork()) {
                terminal.err().println(terminal.warning("! ") + "The key goes to " + endpoint.url().getHost() + " unencrypted; use https.");
            }
            return endpoint;
        } catch (IllegalArgumentException e) {
            throw new CommandException(CommandException.USAGE, Harmless.of(e.getMessage()));
        }
    }

    private String url(Terminal terminal) {
        return url.or(() -> Optional.ofNullable(terminal.environment().get("PATCHBAY_URL"))).orElseGet(() -> {
            Object running = Status.read(new Channel(folders.data(terminal.environment()), terminal.command())).get("url");
            if (running instanceof String text) {
                return text;
            }
            throw new CommandException(CommandException.NOT_READY, "The server runs and does not listen yet; see: " + terminal.command() + " status");
        });
    }

    private Optional<String> key(Map<String, String> environment) {
        return keyFile.map(Target::read).or(() -> key).or(() -> Optional.ofNullable(environment.get("PATCHBAY_KEY"))).map(String::strip);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException(CommandException.FAILED, "Cannot read the key: " + Reason.of(e));
        }
    }
}
