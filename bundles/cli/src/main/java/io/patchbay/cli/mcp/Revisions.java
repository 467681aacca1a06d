package io.patchbay.cli.mcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The revisions of MCP that this client supports. */
public final class Revisions {

    public static final String MODERN = "2026-07-28";
    public static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

    private Revisions() {}

    /** Returns the revision that a message of the modern era declares. Returns an empty result for a message of the legacy era. */
    public static Optional<String> declaredRevision(Map<String, Object> params) {
        return params.get("_meta") instanceof Map<?, ?> meta && meta.get(VERSION_KEY) instanceof String declared
                ? Optional.of(declared)
                : Optional.empty();
    }

    /** Returns the metadata that every request of the modern era contains about its client. */
    static Map<String, Object> meta(Map<String, Object> client, Map<String, Object> capabilities) {
        return Map.of(
                VERSION_KEY,
                MODERN,
                "io.modelcontextprotocol/clientInfo",
                client,
                "io.modelcontextprotocol/clientCapabilities",
                capabilities);
    }
}
