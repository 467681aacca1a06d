package io.patchbay.cli.mcp;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where a server's MCP is, the key for it, and which certificates are believed there. */
public record Endpoint(URI url, Optional<String> key, Trust trust) {

    public Endpoint {
        requireNonNull(url, "url");
        requireNonNull(key, "key");
        requireNonNull(trust, "trust");
        if (!Set.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "Not the URL of a server: " + url + ". It looks like http://127.0.0.1:8080/mcp.");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "A URL with a user or password in it ends up in logs; give the key another way.");
        }
        if (key.isPresent() && (key.get().isEmpty() || !key.get().chars().allMatch(c -> c > 0x20 && c < 0x7f))) {
            throw new IllegalArgumentException(
                    "The key is empty, or has characters that no key has. Was it copied whole?");
        }
    }

    /** As {@link #of(String, Optional, Trust)}, with the authorities that the JDK knows. */
    public static Endpoint of(String url, Optional<String> key) {
        return of(url, key, new Trust.System());
    }

    /** @throws IllegalArgumentException when it is not the URL of a server, or not a key */
    public static Endpoint of(String url, Optional<String> key, Trust trust) {
        try {
            return new Endpoint(URI.create(url), key, trust);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof java.net.URISyntaxException) {
                throw new IllegalArgumentException("Not a URL: " + url, e);
            }
            throw e;
        }
    }

    /** Whether whoever listens on the network between could read the key. */
    public boolean tellsTheKeyToTheNetwork() {
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
