package io.patchbay.cli.mcp;

import java.util.Optional;

/** Connects clients. */
public final class McpClients {

    private McpClients() {}

    /**
     * Connects in a given revision, or in the newest that the server supports.
     *
     * @param level the lowest level of the server's log messages that are wanted
     */
    public static McpClient connect(Http http, Optional<String> revision, Optional<String> level, ClientUser user)
            throws McpException {
        if (revision.isPresent() && !revision.get().equals(Revisions.MODERN)) {
            return LegacyClient.connect(http, revision.get(), level, user);
        }
        ModernClient modern = new ModernClient(http, level, user);
        try {
            modern.discover();
            return modern;
        } catch (McpException e) {
            if (revision.isPresent() || e.kind() != McpException.Kind.ERROR) {
                throw e;
            }
            return LegacyClient.connect(http, Revisions.LEGACY.get(0), level, user);
        }
    }
}
