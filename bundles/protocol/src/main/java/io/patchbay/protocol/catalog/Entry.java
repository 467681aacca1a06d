package io.patchbay.protocol.catalog;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.Revision;
import io.patchbay.protocol.wire.Encodings;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;

/** One entry of the catalog, with a validated, encoded definition and its handler. Entries are compared by identity. */
public abstract sealed class Entry permits ToolEntry, ResourceEntry, TemplateEntry, PromptEntry {

    private final Origin origin;
    private final Target target;
    private final String key;
    private final String place;
    private final Encodings encoded;
    private final Lease lease = new Lease();

    /**
     * @param key the wire name, or the normalised URI or URI template
     */
    Entry(Origin origin, Target target, String key, Encodings encoded) {
        this.origin = requireNonNull(origin, "origin");
        this.target = requireNonNull(target, "target");
        this.key = requireNonNull(key, "key");
        this.place = origin.namespace() + '\0' + key;
        this.encoded = requireNonNull(encoded, "encoded");
    }

    /** Returns {@code namespace_name}. Scopes use this name for resources and templates too. */
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

    /** Returns the key for lookup: the wire name, or the normalised URI or URI template. */
    public final String key() {
        return key;
    }

    /**
     * Returns the sort key for pages, which consists of the namespace and the key. The sort key is independent of the
     * connector's order.
     */
    public final String place() {
        return place;
    }

    public final Lease lease() {
        return lease;
    }

    /** Returns the JSON object of the definition. Callers must not change the returned bytes. */
    public final byte[] encoded(Revision revision) {
        return encoded.of(revision);
    }

    /** Returns the names of arguments that must not be logged or recorded. */
    public Set<String> secrets() {
        return Set.of();
    }

    /**
     * Returns one line for operators if some clients cannot use this entry although MCP allows the entry; usually
     * empty.
     */
    Optional<String> limits() {
        return Optional.empty();
    }

    abstract Object definition();

    abstract Object handler();

    @Override
    public final String toString() {
        return target.scope();
    }

    /** The owner and the namespace of an entry. */
    record Origin(String owner, String namespace) {
        Origin {
            requireNonNull(owner, "owner");
            requireNonNull(namespace, "namespace");
        }
    }
}
