package io.patchbay.protocol.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of one kind, in the order of the wire, found by what clients ask for them by. Immutable. */
public final class Shelf<E extends Entry> {

    private final List<E> entries;
    private final List<Slot<E>> slots;
    private final Map<String, Slot<E>> byKey;

    /** @param entries with a key each of its own */
    Shelf(List<E> entries) {
        this.entries = List.copyOf(entries);
        this.byKey = new HashMap<>(entries.size() * 2);
        List<Slot<E>> inOrder = new ArrayList<>(entries.size());
        for (E entry : this.entries) {
            Slot<E> slot = new Slot<>(inOrder.size(), new Found.Visible<>(entry));
            inOrder.add(slot);
            byKey.put(entry.key(), slot);
        }
        this.slots = List.copyOf(inOrder);
        if (byKey.size() != entries.size()) {
            throw new IllegalArgumentException("Two entries have one key");
        }
    }

    public List<E> entries() {
        return entries;
    }

    public List<Slot<E>> slots() {
        return slots;
    }

    Optional<E> entry(String key) {
        return Optional.ofNullable(byKey.get(key)).map(slot -> slot.found().value());
    }

    /** Where an entry stands; empty when there is none. */
    public Optional<Slot<E>> slot(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Whether clients see the same: the same names and definitions in the same order. */
    boolean looksAs(Shelf<E> other) {
        if (entries.size() != other.entries.size()) {
            return false;
        }
        for (int i = 0; i < entries.size(); i++) {
            E mine = entries.get(i);
            E theirs = other.entries.get(i);
            if (mine != theirs
                    && !(mine.target().equals(theirs.target())
                            && mine.definition().equals(theirs.definition()))) {
                return false;
            }
        }
        return true;
    }

    /** Those of a type, in their order. */
    static <E extends Entry> Shelf<E> of(Class<E> type, List<Entry> all) {
        List<E> some = new ArrayList<>();
        for (Entry entry : all) {
            if (type.isInstance(entry)) {
                some.add(type.cast(entry));
            }
        }
        return new Shelf<>(some);
    }

    /** An entry's index in the list, and the answer for those who see it, made once. */
    public record Slot<E extends Entry>(int index, Found.Visible<E> found) {}
}
