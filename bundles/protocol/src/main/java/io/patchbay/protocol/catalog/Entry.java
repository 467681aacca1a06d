package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.Revision;
import io.patchbay.protocol.wire.Encodings;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;

/** One thing in the catalog: a definition, checked and encoded, and the handler behind it. Two entries are never equal. */
public abstract sealed class Entry permits ToolEntry, ResourceEntry, TemplateEntry, PromptEntry {

    private final Origin origin;
    private final Target target;
    private final String key;
    private final String place;
    private final Encodings encoded;
    private final Lease lease = new Lease();

    /**
     * @param key what clients ask for it by: the wire name, or the normalised URI or URI template
     */
    Entry(Origin origin, Target target, String key, Encodings encoded) {
        this.origin = requireNonNull(origin, "origin");
        this.target = requireNonNull(target, "target");
        this.key = requireNonNull(key, "key");
        this.place = origin.namespace() + '\0' + key;
        this.encoded = requireNonNull(encoded, "encoded");
    }

    /** {@code namespace_name}; of resources and templates what scopes name them by. */
    public final String wireName() {
        return target.name();
    }

    public final Target target() {
        return target;
    }

    public final String owner() {
        return origin.owner();
    }

    final String namespace() {
        return origin.namespace();
    }

    /** What clients ask for it by: the wire name, or the normalised URI or URI template. */
    public final String key() {
        return key;
    }

    /** Where it stands when a list is cut into pages: by namespace, then by key, whatever its connector's order. */
    public final String place() {
        return place;
    }

    public final Lease lease() {
        return lease;
    }

    /** The definition's JSON object. Not to be changed. */
    public final byte[] encoded(Revision revision) {
        return encoded.of(revision);
    }

    /** Returns the names of arguments that must not be written anywhere. */
    public Set<String> secrets() {
        return Set.of();
    }

    /** One line for operators, where some clients cannot use this entry though MCP allows it; empty for most. */
    Optional<String> limits() {
        return Optional.empty();
    }

    abstract Object definition();

    abstract Object handler();

    @Override
    public final String toString() {
        return target.scope();
    }

    /** Where an entry comes from. */
    record Origin(String owner, String namespace) {
        Origin {
            requireNonNull(owner, "owner");
            requireNonNull(namespace, "namespace");
        }
    }
}
