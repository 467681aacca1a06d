package io.patchbay.cli.mcp;

import java.util.Optional;

/** Connects clients in the modern or the legacy era. */
public final class McpClients {

    private McpClients() {}

    /**
     * Connects with a given revision, or with the newest revision that the server supports.
     *
     * @param level the lowest level of the log messages that the server sends to the client
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
