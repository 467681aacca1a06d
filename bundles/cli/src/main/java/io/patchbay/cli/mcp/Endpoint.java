package io.patchbay.cli.mcp;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** The URL of an MCP endpoint, the key for the endpoint, and the certificates that the client trusts. */
public record Endpoint(URI url, Optional<String> key, Trust trust) {

    public Endpoint {
        requireNonNull(url, "url");
        requireNonNull(key, "key");
        requireNonNull(trust, "trust");
        if (!Set.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("This is not the URL of an MCP endpoint: " + url
                    + ". Use a URL such as http://127.0.0.1:8080/mcp.");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The URL must not contain a user or password, because programs write URLs to logs. Set the key with PATCHBAY_KEY or --key-file.");
        }
        if (key.isPresent() && (key.get().isEmpty() || !key.get().chars().allMatch(c -> c > 0x20 && c < 0x7f))) {
            throw new IllegalArgumentException(
                    "The key is empty or has invalid characters. Check that the key was copied completely.");
        }
    }

    /**
     * Returns an endpoint for which the client trusts the same authorities as the JDK. See {@link #of(String, Optional,
     * Trust)}.
     */
    public static Endpoint of(String url, Optional<String> key) {
        return of(url, key, new Trust.System());
    }

    /** @throws IllegalArgumentException if the URL or the key is invalid */
    public static Endpoint of(String url, Optional<String> key, Trust trust) {
        try {
            return new Endpoint(URI.create(url), key, trust);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof java.net.URISyntaxException) {
                throw new IllegalArgumentException("This is not a URL: " + url, e);
            }
            throw e;
        }
    }

    /** Returns whether the key is sent unencrypted over a network. */
    public boolean sendsKeyUnencrypted() {
        return key.isPresent()
                && url.getScheme().equals("http")
                && !Set.of("localhost", "[::1]").contains(url.getHost())
                && !url.getHost().startsWith("127.");
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
