package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A template that matches a URI, and the values of its variables.
 *
 * @param uri the URI as the template's connector would write it
 */
public record TemplateMatch(TemplateEntry entry, String uri, Map<String, String> variables) {

    public TemplateMatch {
        requireNonNull(entry, "entry");
        requireNonNull(uri, "uri");
        requireNonNull(variables, "variables");
    }
}
