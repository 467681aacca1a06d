package io.patchbay.cli.develop;

import java.util.List;

/**
 * The result of a deployment: whether the server accepted the jar.
 *
 * @param serves whether a version of the connector serves calls
 * @param offers the names and URIs that the server publishes for the connector, in the version that serves
 */
public record Verdict(boolean serves, String text, List<String> lines, List<String> offers) {

    Verdict(boolean serves, String text, List<String> lines) {
        this(serves, text, lines, List.of());
    }
}
