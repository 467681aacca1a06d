package io.patchbay.protocol.call;

import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Lease;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;

/**
 * The leased entry of a call. Only {@link Access} creates this object. The object therefore proves that the caller sees
 * the entry. Closing this object releases the lease. Only one thread may use this object at a time.
 *
 * @param <E> the type of the entry
 */
public final class Leased<E> implements AutoCloseable {

    private final E value;
    private final Target target;
    private final Optional<Entry> entry;
    private boolean open;

    /**
     * @param entry the entry whose lease was acquired; empty for a feature of the protocol itself, which is never
     * replaced
     */
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

    /** Returns the connector whose code runs; empty for code of the server. */
    public String owner() {
        return entry.map(Entry::owner).orElse("");
    }

    /** Returns the names of arguments that must not be recorded. */
    Set<String> secrets() {
        return entry.map(Entry::secrets).orElse(Set.of());
    }

    /** Transfers the lease to a new object. After the transfer, closing the old object does nothing. */
    Leased<E> transfer() {
        Leased<E> next = new Leased<>(value, target, entry, open);
        open = false;
        return next;
    }

    /** Releases the lease. Later invocations do nothing. */
    @Override
    public void close() {
        if (open) {
            open = false;
            entry.map(Entry::lease).ifPresent(Lease::release);
        }
    }
}
