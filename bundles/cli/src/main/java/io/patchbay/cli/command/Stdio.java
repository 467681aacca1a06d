package io.patchbay.cli.command;

import io.patchbay.cli.client.EndpointOptions;
import io.patchbay.cli.client.WireView;
import io.patchbay.cli.mcp.Http;
import io.patchbay.cli.mcp.WireListener;
import io.patchbay.cli.stdio.Bridge;
import io.patchbay.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code patchbay stdio}. */
@Command(
        name = "stdio",
        description =
                "Connect a client that supports only stdio: one message per line on standard input and output, in any revision of MCP.",
        footer = {
            "",
            "In a client's settings:  \"command\": \"patchbay\", \"args\": [\"stdio\"],",
            "                         \"env\": {\"PATCHBAY_URL\": \"http://127.0.0.1:8080/mcp\", \"PATCHBAY_KEY\": \"<key>\"}",
            "",
            "The bridge writes only messages to standard output. The bridge writes errors to standard error, and with --raw also requests and"
                    + " answers."
                    + " The bridge reconnects to a server that restarts, and never calls a tool twice."
        })
final class Stdio implements Callable<Integer> {

    @Mixin
    private EndpointOptions target = new EndpointOptions();

    @Option(names = "--raw", description = "Show HTTP requests and answers on standard error. The key is masked.")
    private boolean raw;

    @Option(
            names = "--patience",
            paramLabel = "<seconds>",
            description = "How long a request waits while the server is not reachable. Default: ${DEFAULT-VALUE}")
    private int patience = 30;

    @Option(
            names = "--farewell",
            paramLabel = "<seconds>",
            description = "How long running calls may take after the end of standard input. Default: ${DEFAULT-VALUE}")
    private int farewell = 5;

    private final Terminal terminal;

    Stdio(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Http http = new Http(target.endpoint(terminal), raw ? new WireView(terminal) : WireListener.none());
        Bridge.Timeouts timeouts = new Bridge.Timeouts(Duration.ofSeconds(patience), Duration.ofSeconds(farewell));
        Bridge bridge = new Bridge(terminal.in(), terminal.out(), terminal.err(), http, timeouts);
        Runtime.getRuntime().addShutdownHook(new Thread(bridge::end, "stop-bridge"));
        bridge.run();
        return 0;
    }
}
