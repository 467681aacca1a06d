package io.patchbay.cli.command;

import io.patchbay.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay key …}. */
final class KeyCommands {

    private KeyCommands() {}

    @Command(name = "create", description = "Create an API key. The key is shown once.")
    static final class CreateKey extends ServerCommand {

        @Option(
                names = "--name",
                paramLabel = "<name>",
                description = "The name of the person or program that uses the key.")
        private String name = "";

        @Option(
                names = "--tools",
                paramLabel = "<patterns>",
                description =
                        "The tools that the key sees: names with * for any characters, separated by commas; '' for none. Default: all.")
        private Optional<String> tools = Optional.empty();

        @Option(
                names = "--resources",
                paramLabel = "<patterns>",
                description = "The resources and resource templates that the key sees, as for --tools. Default: all.")
        private Optional<String> resources = Optional.empty();

        @Option(
                names = "--prompts",
                paramLabel = "<patterns>",
                description = "The prompts that the key sees, as for --tools. Default: all.")
        private Optional<String> prompts = Optional.empty();

        @Option(
                names = "--features",
                paramLabel = "<patterns>",
                description =
                        "The features of MCP that the key may use: tools, resources, prompts, completion, logging, subscriptions,"
                                + " tasks. Default: all.")
        private Optional<String> features = Optional.empty();

        @Option(
                names = "--named-scopes",
                paramLabel = "<scopes>",
                description =
                        "Scopes that connectors require, separated by commas. The scope admin:read permits /metrics and the"
                                + " details of /readyz. Default: none.")
        private Optional<String> namedScopes = Optional.empty();

        @Option(
                names = "--effect",
                paramLabel = "<effect>",
                description =
                        "What calls with the key may do: read, propose (writes may become drafts) or write. Policy decides which"
                                + " tools may write. Default: read.")
        private String effect = "";

        @Option(
                names = {"--scope", "--scopes"},
                hidden = true,
                split = ",",
                description = "No longer valid. The server answers with the options to use instead.")
        private List<String> scopes = List.of();

        @Option(
                names = "--expires",
                paramLabel = "<when>",
                description =
                        "The expiry of the key, after a period (90d, 12h, 8w) or at a time (2027-01-31T00:00:00Z). Default: never.")
        private String expires = "";

        @Option(
                names = "--id",
                paramLabel = "<id>",
                description = "The id of the key, the part before the colon. Default: a new id.")
        private String id = "";

        @Option(
                names = "--kind",
                paramLabel = "<kind>",
                description = "The kind of caller: AGENT (default), SERVICE or PERSON.")
        private String kind = "";

        @Option(names = "--tenant", paramLabel = "<tenant>", description = "The tenant of the caller.")
        private String tenant = "";

        @Option(
                names = "--caller",
                paramLabel = "<id>",
                description =
                        "The id of the caller. Several keys can have the same caller. Default: the id of the key.")
        private String caller = "";

        CreateKey(Terminal terminal) {
            super(terminal, "key create");
        }

        @Override
        Map<String, Object> arguments() {
            Map<String, Object> arguments = new LinkedHashMap<>();
            put(arguments, "name", name);
            put(arguments, "expires", expires);
            put(arguments, "id", id);
            put(arguments, "kind", kind);
            put(arguments, "tenant", tenant);
            put(arguments, "caller", caller);
            tools.ifPresent(list -> arguments.put("tools", list));
            resources.ifPresent(list -> arguments.put("resources", list));
            prompts.ifPresent(list -> arguments.put("prompts", list));
            features.ifPresent(list -> arguments.put("features", list));
            namedScopes.ifPresent(list -> arguments.put("namedScopes", list));
            put(arguments, "effect", effect);
            if (!scopes.isEmpty()) {
                arguments.put("scopes", scopes);
            }
            return arguments;
        }

        private static void put(Map<String, Object> arguments, String option, String value) {
            if (!value.isEmpty()) {
                arguments.put(option, value);
            }
        }
    }

    @Command(name = "list", description = "List the API keys.")
    static final class ListKeys extends ServerCommand {
        ListKeys(Terminal terminal) {
            super(terminal, "key list");
        }
    }

    @Command(name = "revoke", description = "Revoke an API key. The next request with the key is refused.")
    static final class RevokeKey extends ServerCommand {

        @Parameters(paramLabel = "<id>", description = "The id of the key, the part before the colon.")
        private String id;

        RevokeKey(Terminal terminal) {
            super(terminal, "key revoke");
        }

        @Override
        Map<String, Object> arguments() {
            return Map.of("id", id);
        }
    }
}
