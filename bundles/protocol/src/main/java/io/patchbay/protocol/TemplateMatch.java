package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A template that a URI belongs to, and the template's variables in it. */
record TemplateMatch(TemplateEntry entry, Map<String, String> variables) {

    TemplateMatch {
        requireNonNull(entry, "entry");
        requireNonNull(variables, "variables");
    }
}
