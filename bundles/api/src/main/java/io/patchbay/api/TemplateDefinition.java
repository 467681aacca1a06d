package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client sees of a resource template.
 *
 * @param uriTemplate RFC 6570, levels 1 and 2: {@code {name}} is one path segment, {@code {+name}} may hold slashes
 * @param name without the namespace; what scopes of credentials name
 * @param scopes what a credential must hold for it to be visible, beyond the scope that names it
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

    public TemplateDefinition withTitle(String title) {
        return new TemplateDefinition(
                uriTemplate, name, Optional.of(title), description, mimeType, annotations, scopes, icons);
    }

    public TemplateDefinition withDescription(String description) {
        return new TemplateDefinition(
                uriTemplate, name, title, Optional.of(description), mimeType, annotations, scopes, icons);
    }

    public TemplateDefinition withMimeType(String mimeType) {
        return new TemplateDefinition(
                uriTemplate, name, title, description, Optional.of(mimeType), annotations, scopes, icons);
    }

    public TemplateDefinition withAnnotations(Annotations annotations) {
        return new TemplateDefinition(uriTemplate, name, title, description, mimeType, annotations, scopes, icons);
    }

    public TemplateDefinition withScopes(String... scopes) {
        return new TemplateDefinition(
                uriTemplate, name, title, description, mimeType, annotations, Set.of(scopes), icons);
    }

    public TemplateDefinition withIcons(Icon... icons) {
        return new TemplateDefinition(
                uriTemplate, name, title, description, mimeType, annotations, scopes, List.of(icons));
    }
}
