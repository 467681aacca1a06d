package io.patchbay.protocol.view;

import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.catalog.Found;
import io.patchbay.protocol.catalog.Shelf;
import java.util.List;
import java.util.Optional;

/** The entries of one kind, as one set of grants sees them. */
final class Listing<E extends Entry> {

    private final Shelf<E> shelf;
    private final List<Found<E>> answers;
    private final Pages<E> pages;

    /**
     * @param answers for each entry of the shelf, in its order
     * @param pages of those that are visible
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

    /** What is visible, in the order of the wire. */
    List<E> visible() {
        return pages.list();
    }

    Pages<E> pages() {
        return pages;
    }

    /** All entries with what is answered for each. */
    Found<E> answer(int index) {
        return answers.get(index);
    }
}
