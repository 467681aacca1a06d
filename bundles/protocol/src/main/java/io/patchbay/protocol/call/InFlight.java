package io.patchbay.protocol.call;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set for elements that are added and removed with every call. The set is scanned a few times a second. While the set
 * has at most several hundred elements, adding or removing an element needs one atomic operation, no lock and no
 * allocation. Further elements are stored in an ordinary concurrent set. Each element is equal only to itself and is
 * added only once. Thread-safe.
 *
 * <p>An element stays in its place until it is removed. Therefore {@link #all} finds each element that was added before
 * the scan began and is not removed before the scan ends.
 */
final class InFlight<T> {

    private static final int PLACES = 1024;
    private static final int MAX_TRIES = 8;
    /**
     * The golden ratio. With this factor, consecutive hashes get places far apart, so that processors do not share
     * cache lines.
     */
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

    /**
     * Removes an element. Called after {@link #add} has returned for this element. Does nothing if the element was
     * already removed.
     */
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

    /** Returns the elements. An element that is added or removed during the scan may be included or missing. */
    Stream<T> all() {
        return Stream.concat(
                IntStream.range(0, PLACES).mapToObj(places::get).filter(Objects::nonNull), others.stream());
    }

    private int first(T element) {
        return element.hashCode() * SPREAD >>> Integer.SIZE - Integer.numberOfTrailingZeros(PLACES);
    }
}
