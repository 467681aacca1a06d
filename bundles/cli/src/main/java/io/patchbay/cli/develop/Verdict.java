package io.patchbay.cli.develop;

import java.util.List;

/**
 * What the server made of a jar in its deploy folder.
 *
 * @param well whether the connector serves
 * @param offers the names and URIs that the server publishes of it, or of the version that serves in its place
 */
public record Verdict(boolean well, String text, List<String> lines, List<String> offers) {

    Verdict(boolean well, String text, List<String> lines) {
        this(well, text, lines, List.of());
    }
}
