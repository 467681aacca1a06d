package io.patchbay.protocol.call;

import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Lease;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;

/**
 * What a call is about: found among what its caller sees, and leased until it is closed. Only {@link Access} makes one, so whoever
 * has one has passed that check. For one thread at a time.
 *
 * @param <E> what was found
 */
public final class Leased<E> implements AutoCloseable {

    private final E value;
    private final Target target;
    private final Optional<Entry> entry;
    private boolean open;

    /** @param entry already acquired; empty for a part of the protocol itself, which nothing can replace */
    Leased(E value, Target target, Optional<Entry> entry) {
        this(value, target, entry, true);
    }

    private Leased(E value, Target target, Optional<Entry> entry, boolean open) {
        this.value = value;
        this.target = target;
        this.entry = entry;
        this.open = open;
    }

    public E value() {
        return value;
    }

    public Target target() {
        return target;
    }

    /** Returns the connector whose code runs; empty for the server's own. */
    public String owner() {
        return entry.map(Entry::owner).orElse("");
    }

    /** Returns the names of arguments that must not be written anywhere. */
    Set<String> secrets() {
        return entry.map(Entry::secrets).orElse(Set.of());
    }

    /** Hands the lease over to a new holder, which closes it. From then on, closing this one does nothing. */
    Leased<E> passOn() {
        Leased<E> next = new Leased<>(value, target, entry, open);
        open = false;
        return next;
    }

    /** Releases the lease; later calls do nothing. */
    @Override
    public void close() {
        if (open) {
            open = false;
            entry.map(Entry::lease).ifPresent(Lease::release);
        }
    }
}
