package io.patchbay.cli.client;

import io.patchbay.cli.channel.Channel;
import io.patchbay.cli.channel.Folders;
import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.Endpoint;
import io.patchbay.cli.mcp.Trust;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options for the endpoint and the key. Variables of the environment replace missing options. A file can contain
 * the key.
 */
public final class EndpointOptions {

    @Mixin
    private Folders folders = new Folders();

    @Option(
            names = "--url",
            paramLabel = "<url>",
            description =
                    "The URL of the MCP endpoint. Default: PATCHBAY_URL, or the endpoint of the server that runs with the data folder.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "<key>",
            description = "The API key. Every user of this machine can read this option while the command runs."
                    + " PATCHBAY_KEY and --key-file hide the key.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--key-file",
            paramLabel = "<file>",
            description = "A file that contains the API key and nothing else.")
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--cacert",
            paramLabel = "<file>",
            description =
                    "A PEM file with the certificates of the authorities to trust, instead of the authorities that"
                            + " Java trusts. Default: PATCHBAY_CACERT.")
    private Optional<Path> authorities = Optional.empty();

    public Endpoint endpoint(Terminal terminal) {
        if (key.isPresent() && keyFile.isPresent()) {
            throw new CommandException(CommandException.USAGE, "Use either --key or --key-file, not both.");
        }
        try {
            Endpoint endpoint = givenUrl(terminal).isPresent()
                    ? endpointAt(givenUrl(terminal).get(), terminal)
                    : localEndpoint(terminal);
            if (endpoint.sendsKeyUnencrypted()) {
                terminal.err()
                        .println(terminal.warning("! ") + "The key is sent to "
                                + endpoint.url().getHost() + " unencrypted. Use https.");
            }
            return endpoint;
        } catch (IllegalArgumentException e) {
            throw new CommandException(CommandException.USAGE, SafeText.lines(e.getMessage()));
        }
    }

    private Optional<String> givenUrl(Terminal terminal) {
        return url.or(() -> Optional.ofNullable(terminal.environment().get("PATCHBAY_URL")));
    }

    private Endpoint endpointAt(String url, Terminal terminal) {
        return Endpoint.of(
                url, key(terminal.environment()), authorities(terminal).orElseGet(Trust.System::new));
    }

    /**
     * Returns the address of the server that uses the data folder. Prefers the server's local address to its public
     * URL, because some machines cannot reach the public URL.
     */
    private Endpoint localEndpoint(Terminal terminal) {
        Map<String, Object> status = new Channel(folders.data(terminal.environment()), terminal.command()).status();
        String local = PlainJson.string(status, "local")
                .or(() -> PlainJson.string(status, "url"))
                .orElseThrow(() -> new CommandException(
                        CommandException.NOT_READY,
                        "The server is running but does not listen yet. See: " + terminal.command() + " status"));
        Optional<Trust> own = PlainJson.string(status, "certificate").map(Trust.Pinned::new);
        return Endpoint.of(
                local,
                key(terminal.environment()),
                authorities(terminal).or(() -> own).orElseGet(Trust.System::new));
    }

    private Optional<Trust> authorities(Terminal terminal) {
        return authorities
                .or(() -> Optional.ofNullable(terminal.environment().get("PATCHBAY_CACERT"))
                        .map(Path::of))
                .map(file -> {
                    try {
                        return Trust.Authorities.in(file);
                    } catch (IOException e) {
                        throw new CommandException(
                                CommandException.FAILED,
                                "Nothing was sent because the certificates cannot be used: " + IoReason.of(e)
                                        + ". Name another file with --cacert.");
                    }
                });
    }

    private Optional<String> key(Map<String, String> environment) {
        return keyFile.map(EndpointOptions::read)
                .or(() -> key)
                .or(() -> Optional.ofNullable(environment.get("PATCHBAY_KEY")))
                .map(String::strip);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILED,
                    "Nothing was sent because the key cannot be read: " + IoReason.of(e)
                            + ". Name another file with --key-file.");
        }
    }
}
