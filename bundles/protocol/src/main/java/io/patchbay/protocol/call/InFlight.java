package io.patchbay.protocol.call;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set of elements that begin and end with every call, scanned a few times a second. While the set holds fewer than
 * several hundred elements, adding and removing take one atomic operation each, no lock and no allocation. Further
 * elements go into an ordinary concurrent set. Elements are equal only to themselves, and an element is added once. Any
 * thread.
 *
 * <p>An element stays in its place until it is removed. So {@link #all} finds each element whose {@link #add} returned
 * before the scan began and whose {@link #remove} has not begun when the scan ends.
 */
final class InFlight<T> {

    private static final int PLACES = 1024;
    private static final int MAX_TRIES = 8;
    /** The golden ratio: consecutive hashes get places far apart, so that processors do not share cache lines. */
    private static final int SPREAD = 0x9E3779B9;

    private final AtomicReferenceArray<T> places = new AtomicReferenceArray<>(PLACES);
    private final Set<T> others = ConcurrentHashMap.newKeySet();

    /** Adds an element that was never in the set. */
    void add(T element) {
        int first = first(element);
        for (int i = first; i < first + MAX_TRIES; i++) {
            int place = i & PLACES - 1;
            if (places.get(place) == null && places.compareAndSet(place, null, element)) {
                return;
            }
        }
        others.add(element);
    }

    /** Removes an element for which {@link #add} has returned; does nothing when the element was removed before. */
    void remove(T element) {
        int first = first(element);
        for (int i = first; i < first + MAX_TRIES; i++) {
            int place = i & PLACES - 1;
            if (places.get(place) == element && places.compareAndSet(place, element, null)) {
                return;
            }
        }
        others.remove(element);
    }

    /** Returns whether an element is in the set. */
    boolean contains(T element) {
        int first = first(element);
        for (int i = first; i < first + MAX_TRIES; i++) {
            if (places.get(i & PLACES - 1) == element) {
                return true;
            }
        }
        return others.contains(element);
    }

    /** Returns the elements. An element that is added or removed during the scan may be included or not. */
    Stream<T> all() {
        return Stream.concat(
                IntStream.range(0, PLACES).mapToObj(places::get).filter(Objects::nonNull), others.stream());
    }

    private int first(T element) {
        return element.hashCode() * SPREAD >>> Integer.SIZE - Integer.numberOfTrailingZeros(PLACES);
    }
}
