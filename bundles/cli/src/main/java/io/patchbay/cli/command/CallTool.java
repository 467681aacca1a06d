package io.patchbay.cli.command;

import io.patchbay.cli.client.ArgumentReader;
import io.patchbay.cli.client.ClientOptions;
import io.patchbay.cli.client.Primitives;
import io.patchbay.cli.client.ResultContents;
import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.McpClient;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.IoReason;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay call}. */
@Command(
        name = "call",
        description = "Call a tool over /mcp, as any client does, and print its result.",
        footer = {
            "",
            "For example:  ${ROOT-COMMAND-NAME} call clock_current_time --arg zone=Europe/Berlin",
            "              ${ROOT-COMMAND-NAME} call rooms_find '{\"people\": 4}' --json",
            "",
            "Values have the types of the tool's input schema. Write objects and arrays as JSON. To add to an array,"
                    + " repeat its argument. The command asks the tool's questions at the terminal. Ctrl-C cancels the call.",
            "Exit codes: 0 success; 1 failure; 2 wrong usage; 3 the server is not running; 4 the server is not ready; 5 the tool returned"
                    + " an error; 6 the key was not accepted; 130 cancelled."
        })
final class CallTool implements Callable<Integer> {

    @Mixin
    private ClientOptions connection = new ClientOptions();

    @Parameters(index = "0", paramLabel = "<tool>", description = "The tool's name, as patchbay tools list shows it.")
    private String tool;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "<json>",
            description = "The arguments as a JSON object. With -, the command reads the object from standard input.")
    private Optional<String> json = Optional.empty();

    @Option(
            names = {"-a", "--arg"},
            paramLabel = "<name=value>",
            description = "One argument. Repeat the option for each argument.")
    private List<String> arguments = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<file>",
            description = "Write the content to this file, including binary content. If this is a folder, each content"
                    + " becomes a file in the folder.")
    private Optional<Path> output = Optional.empty();

    private final Terminal terminal;
    private int exitCode;

    CallTool(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, Object> given = readJsonArguments();
        connection.use(terminal, client -> callTool(client, given));
        return exitCode;
    }

    private void callTool(McpClient client, Map<String, Object> given) throws McpException {
        Map<String, Object> definition = Primitives.TOOLS.find(client, tool);
        ArgumentReader reader = new ArgumentReader(PlainJson.member(definition, "inputSchema"));
        reader.read(arguments, given);
        Map<String, Object> result = client.call(definition, given);
        if (connection.json()) {
            terminal.out().println(PlainJson.write(result));
            output.ifPresent(file -> ResultContents.ofTool(result).save(file, terminal));
        } else {
            ResultContents.ofTool(result).show(output, terminal);
        }
        if (Boolean.TRUE.equals(result.get("isError"))) {
            exitCode = CommandException.TOOL_FAILED;
            if ("invalid_arguments".equals(PlainJson.member(result, "_meta").get("io.patchbay/code"))) {
                terminal.err().println(SafeText.oneLine(reader.describeAccepted()));
            }
        }
    }

    private Map<String, Object> readJsonArguments() {
        if (json.isEmpty()) {
            return new LinkedHashMap<>();
        }
        try {
            return PlainJson.object(
                    json.get().equals("-")
                            ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8)
                            : json.get());
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    CommandException.USAGE, "The arguments must be a JSON object: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw new CommandException(CommandException.FAILED, "Standard input cannot be read: " + IoReason.of(e));
        }
    }
}
