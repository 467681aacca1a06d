package io.patchbay.protocol.view;

import io.patchbay.protocol.Revision;
import io.patchbay.protocol.catalog.Entry;
import io.patchbay.protocol.json.JsonArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A list that is cut into pages. {@link Entry#place()} decides on which page an entry is. The place of an entry does not change
 * when the list is reordered or other entries are removed. Clients therefore never miss an entry that stays in the list. Within a
 * page, entries have the order of the list.
 */
final class Pages<E extends Entry> {

    private static final byte[] EMPTY_ARRAY = {'[', ']'};

    private final List<E> list;
    private final int size;
    private final AtomicLong budget;
    private final AtomicReferenceArray<byte[]> first = new AtomicReferenceArray<>(Revision.values().length);
    private volatile List<E> byPlace = List.of();

    /**
     * Cuts a list into pages.
     *
     * @param size the number of entries on a page
     * @param budget the number of further bytes that kept pages may use
     */
    Pages(List<E> list, int size, AtomicLong budget) {
        this.list = List.copyOf(list);
        this.size = size;
        this.budget = budget;
    }

    List<E> list() {
        return list;
    }

    /** Returns the number of entries on a page. */
    int size() {
        return size;
    }

    Cut first(Revision revision) {
        if (list.isEmpty()) {
            return new Cut(EMPTY_ARRAY, 0, Optional.empty());
        }
        byte[] kept = first.get(revision.ordinal());
        byte[] items = kept == null ? keep(revision, join(firstPageEntries(), revision)) : kept;
        return list.size() <= size
                ? new Cut(items, list.size(), Optional.empty())
                : new Cut(items, size, Optional.of(sortedByPlace().get(size - 1).place()));
    }

    Cut after(String place, Revision revision) {
        List<E> sorted = sortedByPlace();
        int from = 0;
        while (from < sorted.size() && sorted.get(from).place().compareTo(place) <= 0) {
            from++;
        }
        int to = Math.min(sorted.size(), from + size);
        byte[] items = join(inListOrder(sorted.subList(from, to)), revision);
        return new Cut(
                items,
                to - from,
                to < sorted.size() ? Optional.of(sorted.get(to - 1).place()) : Optional.empty());
    }

    private List<E> firstPageEntries() {
        return list.size() <= size ? list : inListOrder(sortedByPlace().subList(0, size));
    }

    /** Keeps an encoded page. Revisions with the same encoding share the page. */
    private byte[] keep(Revision revision, byte[] items) {
        for (int other = 0; other < first.length(); other++) {
            byte[] kept = first.get(other);
            if (kept != null && Arrays.equals(kept, items)) {
                first.set(revision.ordinal(), kept);
                return kept;
            }
        }
        if (budget.addAndGet(-items.length) >= 0) {
            first.set(revision.ordinal(), items);
        }
        return items;
    }

    private List<E> sortedByPlace() {
        List<E> sorted = byPlace;
        if (sorted.isEmpty()) {
            sorted = list.stream().sorted(Comparator.comparing(Entry::place)).toList();
            byPlace = sorted;
        }
        return sorted;
    }

    private List<E> inListOrder(List<E> some) {
        Map<E, Boolean> wanted = new IdentityHashMap<>();
        some.forEach(entry -> wanted.put(entry, true));
        return list.stream().filter(wanted::containsKey).toList();
    }

    private static byte[] join(List<? extends Entry> entries, Revision revision) {
        List<byte[]> items = new ArrayList<>(entries.size());
        entries.forEach(entry -> items.add(entry.encoded(revision)));
        return JsonArrays.of(items);
    }

    /**
     * One page.
     *
     * @param items a JSON array
     * @param count the number of items
     * @param last the last place on the page, if another page follows
     */
    record Cut(byte[] items, int count, Optional<String> last) {}
}
