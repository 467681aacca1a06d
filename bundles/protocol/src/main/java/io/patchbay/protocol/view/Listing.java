package io.patchbay.protocol.view;

import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.catalog.Shelf;
import java.util.List;
import java.util.Optional;

/** The entries of one kind, as they appear to callers with one set of grants. */
final class Listing<E extends Entry> {

    private final Shelf<E> shelf;
    private final List<Found<E>> answers;
    private final Pages<E> pages;

    /**
     * Creates a listing.
     *
     * @param answers the lookup results of all entries, in the order of the shelf
     * @param pages the pages of the visible entries
     */
    Listing(Shelf<E> shelf, List<Found<E>> answers, Pages<E> pages) {
        this.shelf = shelf;
        this.answers = List.copyOf(answers);
        this.pages = pages;
    }

    Found<E> find(String key) {
        Optional<Shelf.Slot<E>> slot = shelf.slot(key);
        return slot.isPresent() ? answers.get(slot.get().index()) : Found.absent();
    }

    /** Returns the visible entries, in wire order. */
    List<E> visible() {
        return pages.list();
    }

    Pages<E> pages() {
        return pages;
    }

    /** Returns the lookup result of the entry at an index of the shelf. */
    Found<E> answer(int index) {
        return answers.get(index);
    }
}
