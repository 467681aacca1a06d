package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The definition of a resource that clients see.
 *
 * @param uri the absolute URI (RFC 3986)
 * @param name the name without the namespace; scopes refer to the resource by this name
 * @param size the size in bytes, before any encoding
 * @param scopes the scopes that a credential needs to see the resource, in addition to the scope that names the resource
 */
public record ResourceDefinition(
        String uri,
        String name,
        Optional<String> title,
        Optional<String> description,
        Optional<String> mimeType,
        OptionalLong size,
        Annotations annotations,
        Set<String> scopes,
        List<Icon> icons) {

    public ResourceDefinition {
        requireNonNull(uri, "uri");
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(description, "description");
        requireNonNull(mimeType, "mimeType");
        requireNonNull(size, "size");
        requireNonNull(annotations, "annotations");
        scopes = Set.copyOf(scopes);
        icons = List.copyOf(icons);
    }

    /** Returns a definition without any of the optional parts. */
    public static ResourceDefinition of(String uri, String name) {
        return new ResourceDefinition(
                uri,
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Annotations.NONE,
                Set.of(),
                List.of());
    }

    /** Returns a copy with a title for people. */
    public ResourceDefinition withTitle(String title) {
        return new ResourceDefinition(
                uri, name, Optional.of(title), description, mimeType, size, annotations, scopes, icons);
    }

    /** Returns a copy with a description. */
    public ResourceDefinition withDescription(String description) {
        return new ResourceDefinition(
                uri, name, title, Optional.of(description), mimeType, size, annotations, scopes, icons);
    }

    /** Returns a copy with a media type. */
    public ResourceDefinition withMimeType(String mimeType) {
        return new ResourceDefinition(
                uri, name, title, description, Optional.of(mimeType), size, annotations, scopes, icons);
    }

    /** Returns a copy with a size in bytes, before any encoding. */
    public ResourceDefinition withSize(long bytes) {
        return new ResourceDefinition(
                uri, name, title, description, mimeType, OptionalLong.of(bytes), annotations, scopes, icons);
    }

    /** Returns a copy with these annotations. */
    public ResourceDefinition withAnnotations(Annotations annotations) {
        return new ResourceDefinition(uri, name, title, description, mimeType, size, annotations, scopes, icons);
    }

    /** Returns a copy with these scopes, which replace the previous ones. */
    public ResourceDefinition withScopes(String... scopes) {
        return new ResourceDefinition(
                uri, name, title, description, mimeType, size, annotations, Set.of(scopes), icons);
    }

    /** Returns a copy with these icons, which replace the previous ones. */
    public ResourceDefinition withIcons(Icon... icons) {
        return new ResourceDefinition(
                uri, name, title, description, mimeType, size, annotations, scopes, List.of(icons));
    }
}
