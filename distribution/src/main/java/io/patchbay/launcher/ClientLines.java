package io.patchbay.launcher;

import java.nio.file.Path;

/**
 * The settings that an operator can paste into common clients.
 *
 * @param key the API key, which is shown only here
 * @param command the file of the {@code patchbay} command, for clients that start their servers
 */
record ClientLines(String url, String key, Path command) {

    String text() {
        return """
                  Your first API key, shown only once:

                    %2$s

                  Claude Code:

                    claude mcp add --transport http patchbay %1$s --header "Authorization: Bearer %2$s"

                  Cursor, in ~/.cursor/mcp.json:

                    {"mcpServers": {"patchbay": {"url": "%1$s", "headers": {"Authorization": "Bearer %2$s"}}}}

                  VS Code, in .vscode/mcp.json:

                    {"servers": {"patchbay": {"type": "http", "url": "%1$s", "headers": {"Authorization": "Bearer %2$s"}}}}

                  Claude Desktop, in claude_desktop_config.json and other clients that support only stdio:

                    {"mcpServers": {"patchbay": {"command": "%3$s", "args": ["stdio"],
                      "env": {"PATCHBAY_URL": "%1$s", "PATCHBAY_KEY": "%2$s"}}}}

                """.formatted(url, key, command.toString().replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
