package io.patchbay.cli.develop;

import java.util.List;

/**
 * Whether the server accepted a jar in its deploy folder.
 *
 * @param well whether the connector serves
 * @param offers the names and URIs that the server publishes for the connector, in the version that serves
 */
public record Verdict(boolean well, String text, List<String> lines, List<String> offers) {

    Verdict(boolean well, String text, List<String> lines) {
        this(well, text, lines, List.of());
    }
}
