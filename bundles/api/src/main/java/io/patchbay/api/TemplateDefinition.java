package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The definition of a resource template that clients see.
 *
 * @param uriTemplate the URI template (RFC 6570, levels 1 and 2). {@code {name}} matches one path segment. A match of
 *     {@code {+name}} may contain slashes.
 * @param name the name without the namespace; scopes refer to the template by this name
 * @param scopes the scopes that a credential needs to see the template, in addition to the scope that names the template
 */
public record TemplateDefinition(
        String uriTemplate,
        String name,
        Optional<String> title,
        Optional<String> description,
        Optional<String> mimeType,
        Annotations annotations,
        Set<String> scopes,
        List<Icon> icons) {

    public TemplateDefinition {
        requireNonNull(uriTemplate, "uriTemplate");
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(description, "description");
        requireNonNull(mimeType, "mimeType");
        requireNonNull(annotations, "annotations");
        scopes = Set.copyOf(scopes);
        icons = List.copyOf(icons);
    }

    /** Returns a definition without any of the optional parts. */
    public static TemplateDefinition of(String uriTemplate, String name) {
        return new TemplateDefinition(
                uriTemplate,
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Annotations.NONE,
                Set.of(),
                List.of());
    }

    /** Returns a copy with a title for people. */
    public TemplateDefinition withTitle(String title) {
        return new TemplateDefinition(
                uriTemplate, name, Optional.of(title), description, mimeType, annotations, scopes, icons);
    }

    /** Returns a copy with a description. */
    public TemplateDefinition withDescription(String description) {
        return new TemplateDefinition(
                uriTemplate, name, title, Optional.of(description), mimeType, annotations, scopes, icons);
    }

    /** Returns a copy with a media type. */
    public TemplateDefinition withMimeType(String mimeType) {
        return new TemplateDefinition(
                uriTemplate, name, title, description, Optional.of(mimeType), annotations, scopes, icons);
    }

    /** Returns a copy with these annotations. */
    public TemplateDefinition withAnnotations(Annotations annotations) {
        return new TemplateDefinition(uriTemplate, name, title, description, mimeType, annotations, scopes, icons);
    }

    /** Returns a copy with these scopes, which replace the previous ones. */
    public TemplateDefinition withScopes(String... scopes) {
        return new TemplateDefinition(
                uriTemplate, name, title, description, mimeType, annotations, Set.of(scopes), icons);
    }

    /** Returns a copy with these icons, which replace the previous ones. */
    public TemplateDefinition withIcons(Icon... icons) {
        return new TemplateDefinition(
                uriTemplate, name, title, description, mimeType, annotations, scopes, List.of(icons));
    }
}
