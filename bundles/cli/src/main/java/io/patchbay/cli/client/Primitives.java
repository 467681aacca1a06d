package io.patchbay.cli.client;

import io.patchbay.cli.json.PlainJson;
import io.patchbay.cli.mcp.McpClient;
import io.patchbay.cli.mcp.McpException;
import io.patchbay.cli.terminal.CommandException;
import io.patchbay.cli.terminal.NameHint;
import io.patchbay.support.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The kinds of MCP primitives. Each kind has a method that lists its primitives, and a member that identifies a
 * primitive.
 */
public enum Primitives {
    TOOLS("tool", "tools/list", "tools", "name"),
    RESOURCES("resource", "resources/list", "resources", "uri"),
    TEMPLATES("resource template", "resources/templates/list", "resourceTemplates", "uriTemplate"),
    PROMPTS("prompt", "prompts/list", "prompts", "name");

    private final String word;
    private final String method;
    private final String member;
    private final String key;

    Primitives(String word, String method, String member, String key) {
        this.word = word;
        this.method = method;
        this.member = member;
        this.key = key;
    }

    public List<Map<String, Object>> list(McpClient client) throws McpException {
        String capability = method.substring(0, method.indexOf('/'));
        return client.capabilities().containsKey(capability) ? client.list(method, member) : List.of();
    }

    String key(Map<String, Object> definition) {
        return PlainJson.string(definition, key).orElse("");
    }

    /** @throws CommandException if no primitive has this name. The message contains the most similar names */
    public Map<String, Object> find(McpClient client, String name) throws McpException {
        List<String> names = new ArrayList<>();
        for (Map<String, Object> definition : list(client)) {
            if (key(definition).equals(name)) {
                return definition;
            }
            names.add(key(definition));
        }
        throw new CommandException(
                CommandException.FAILED,
                SafeText.oneLine("No " + word + " " + name + " is visible to this key." + NameHint.hint(name, names)));
    }
}
