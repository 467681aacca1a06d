package io.patchbay.cli.client;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.ClientUser;
import io.patchbay.cli.mcp.Endpoint;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.McpClient;
import io.patchbay.cli.mcp.McpClients;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.cli.mcp.Revisions;
import io.patchbay.cli.mcp.RpcErrors;
import io.patchbay.cli.mcp.WireListener;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that is an MCP client: endpoint, key, revision and output. */
public final class ClientOptions {

    @Mixin
    private EndpointOptions target = new EndpointOptions();

    @Option(
            names = "--revision",
            paramLabel = "<revision>",
            description =
                    "The revision of MCP to use, from 2024-11-05 to 2026-07-28. Default: the newest revision that the"
                            + " server supports.")
    private Optional<String> revision = Optional.empty();

    @Option(
            names = "--raw",
            description = "Show requests and answers with their headers on standard error. The key is masked.")
    private boolean raw;

    @Option(names = "--json", description = "Print results as JSON, one object per line.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Hide the progress and the log messages of the server.")
    private boolean quiet;

    @Option(
            names = "--log-level",
            paramLabel = "<level>",
            description =
                    "The lowest level of the log messages to show: debug, info, warning or error. Default: ${DEFAULT-VALUE}")
    private String level = "info";

    public boolean json() {
        return json;
    }

    /**
     * Connects a client, and passes the client to the given work. Throws CommandException if the connection or the work
     * fails.
     */
    public void use(Terminal terminal, ClientWork work) {
        revision.filter(wanted -> !wanted.equals(Revisions.MODERN) && !Revisions.LEGACY.contains(wanted))
                .ifPresent(wanted -> {
                    throw new CommandException(
                            CommandException.USAGE,
                            "The revision " + wanted + " is unknown. Use one of " + Revisions.MODERN + ", "
                                    + String.join(", ", Revisions.LEGACY) + ".");
                });
        Endpoint endpoint = target.endpoint(terminal);
        ClientUser person = new TerminalPerson(terminal, quiet);
        WireListener wire = raw ? new WireView(terminal) : WireListener.none();
        try (McpClient client = McpClients.connect(
                new Http(endpoint, wire), revision, quiet ? Optional.empty() : Optional.of(level), person)) {
            Thread interrupted = new Thread(client::cancel, "cancel");
            Runtime.getRuntime().addShutdownHook(interrupted);
            try {
                work.with(client);
            } finally {
                removeHook(interrupted);
            }
        } catch (McpException e) {
            throw failed(terminal, e);
        }
    }

    /** Prints the object as JSON if the user requested JSON. Otherwise prints the text. */
    public void print(Terminal terminal, Map<String, Object> object, String text) {
        terminal.out().println(json ? PlainJson.write(object) : terminal.printable(text));
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown hook is already running, because the user pressed Ctrl-C.
        }
    }

    private CommandException failed(Terminal terminal, McpException e) {
        if (json) {
            terminal.out().println(PlainJson.write(Map.of("error", e.error())));
        }
        List<String> lines = new ArrayList<>(List.of(SafeText.lines(e.getMessage())));
        if (e.kind() == McpException.Kind.NOT_ALLOWED) {
            lines.add("Set a key with PATCHBAY_KEY or --key-file. Create a key with: " + terminal.command()
                    + " key create");
        }
        if (e.code().equals(Optional.of(RpcErrors.MISSING_CAPABILITY))) {
            lines.add("The tool asks for input that only a person at a terminal can give.");
        }
        return new CommandException(exitCode(e.kind()), String.join("\n  ", lines));
    }

    private static int exitCode(McpException.Kind kind) {
        return switch (kind) {
            case ERROR -> CommandException.FAILED;
            case UNREACHABLE -> CommandException.NOT_RUNNING;
            case NOT_READY -> CommandException.NOT_READY;
            case NOT_ALLOWED -> CommandException.NOT_ALLOWED;
            case CANCELLED -> CommandException.CANCELLED;
        };
    }

    /** The part of a command that uses the connected client. */
    public interface ClientWork {
        void with(McpClient client) throws McpException;
    }
}
