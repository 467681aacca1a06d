package io.patchbay.cli.command;

import io.patchbay.cli.client.ArgumentReader;
import io.patchbay.cli.client.ClientOptions;
import io.patchbay.cli.client.Definitions;
import io.patchbay.cli.client.Primitives;
import io.patchbay.cli.client.ResultContents;
import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.McpClient;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.cli.terminal.Terminal;
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

/** {@code patchbay tools|resources|prompts …}. */
final class PrimitiveCommands {

    private PrimitiveCommands() {}

    @Command(name = "list", description = "List everything that the key can see.")
    static final class ListPrimitives implements Callable<Integer> {

        @Mixin
        private ClientOptions connection = new ClientOptions();

        private final Terminal terminal;
        private final List<Primitives> kinds;

        ListPrimitives(Terminal terminal, Primitives... kinds) {
            this.terminal = terminal;
            this.kinds = List.of(kinds);
        }

        @Override
        public Integer call() {
            connection.use(terminal, client -> {
                for (Primitives kind : kinds) {
                    List<Map<String, Object>> all = kind.list(client);
                    int width = Definitions.width(kind, all);
                    for (Map<String, Object> definition : all) {
                        connection.print(terminal, definition, Definitions.line(kind, definition, width));
                    }
                }
            });
            return 0;
        }
    }

    @Command(name = "show", description = "Show one definition in full, as clients see it.")
    static final class ShowPrimitive implements Callable<Integer> {

        @Mixin
        private ClientOptions connection = new ClientOptions();

        @Parameters(paramLabel = "<name>", description = "The name or URI, as shown by list.")
        private String name;

        private final Terminal terminal;
        private final Primitives kind;

        ShowPrimitive(Terminal terminal, Primitives kind) {
            this.terminal = terminal;
            this.kind = kind;
        }

        @Override
        public Integer call() {
            connection.use(terminal, client -> {
                Map<String, Object> definition = kind.find(client, name);
                connection.print(terminal, definition, Definitions.page(kind, definition));
            });
            return 0;
        }
    }

    @Command(name = "read", description = "Read a resource.")
    static final class ReadResource implements Callable<Integer> {

        @Mixin
        private ClientOptions connection = new ClientOptions();

        @Parameters(
                paramLabel = "<uri>",
                description = "The URI of a listed resource, or a URI that matches a template.")
        private String uri;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "<file>",
                description =
                        "Write the content to this file, including binary content. If this is a folder, each content"
                                + " becomes a file in the folder.")
        private Optional<Path> output = Optional.empty();

        private final Terminal terminal;

        ReadResource(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            connection.use(terminal, client -> {
                Map<String, Object> result = client.request("resources/read", Map.of("uri", uri));
                if (connection.json()) {
                    terminal.out().println(PlainJson.write(result));
                    output.ifPresent(file -> ResultContents.ofResource(result).save(file, terminal));
                } else {
                    ResultContents.ofResource(result).show(output, terminal);
                }
            });
            return 0;
        }
    }

    @Command(name = "get", description = "Get a prompt with its arguments filled in.")
    static final class GetPrompt implements Callable<Integer> {

        @Mixin
        private ClientOptions connection = new ClientOptions();

        @Parameters(paramLabel = "<name>", description = "The name of the prompt, as shown by list.")
        private String name;

        @Option(
                names = {"-a", "--arg"},
                paramLabel = "<name=value>",
                description = "One argument. Repeat the option for each argument.")
        private List<String> arguments = List.of();

        private final Terminal terminal;

        GetPrompt(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            connection.use(terminal, this::get);
            return 0;
        }

        private void get(McpClient client) throws McpException {
            Map<String, Object> definition = Primitives.PROMPTS.find(client, name);
            Map<String, Object> given = new LinkedHashMap<>();
            new ArgumentReader(schema(definition)).read(arguments, given);
            Map<String, Object> result = client.request("prompts/get", Map.of("name", name, "arguments", given));
            if (connection.json()) {
                terminal.out().println(PlainJson.write(result));
            } else {
                ResultContents.ofPrompt(result).show(Optional.empty(), terminal);
            }
        }

        /** Returns a schema for the arguments of a prompt, which are all strings. */
        private static Map<String, Object> schema(Map<String, Object> definition) {
            Map<String, Object> properties = new LinkedHashMap<>();
            PlainJson.members(definition, "arguments")
                    .forEach(one -> properties.put(String.valueOf(one.get("name")), Map.of("type", "string")));
            return Map.of("properties", properties, "additionalProperties", false);
        }
    }
}
