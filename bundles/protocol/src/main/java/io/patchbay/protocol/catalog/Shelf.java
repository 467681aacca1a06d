package io.patchbay.protocol.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of one kind, in wire order and by key. Immutable. */
public final class Shelf<E extends Entry> {

    private final List<E> entries;
    private final List<Slot<E>> slots;
    private final Map<String, Slot<E>> byKey;

    /** @param entries the entries, with distinct keys */
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
            throw new IllegalArgumentException("Two entries have the same key");
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

    /** Returns the slot of the entry with this key; empty if no entry has this key. */
    public Optional<Slot<E>> slot(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Returns whether both shelves look the same to clients, with the same names and definitions in the same order. */
    boolean looksLike(Shelf<E> other) {
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

    /** Returns the entries of one type, in their order. */
    static <E extends Entry> Shelf<E> of(Class<E> type, List<Entry> all) {
        List<E> some = new ArrayList<>();
        for (Entry entry : all) {
            if (type.isInstance(entry)) {
                some.add(type.cast(entry));
            }
        }
        return new Shelf<>(some);
    }

    /** The index of an entry in the list, and the shared lookup result for callers that see the entry. */
    public record Slot<E extends Entry>(int index, Found.Visible<E> found) {}
}
