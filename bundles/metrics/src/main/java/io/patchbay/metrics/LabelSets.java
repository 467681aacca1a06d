package io.patchbay.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The points of one figure by their label values: as many as are bearable, and one for all others. */
final class LabelSets<P> {

    static final int MOST = 10_000;
    static final String OTHER = "other";

    private static final int LONGEST = 128;

    private final int labels;
    private final Function<String[], P> point;
    private final Map<Values, P> points = new ConcurrentHashMap<>();

    LabelSets(int labels, Function<String[], P> point) {
        this.labels = labels;
        this.point = point;
    }

    /** @throws IllegalArgumentException when there are not as many values as labels */
    P of(String... values) {
        P known = points.get(new Values(values));
        return known != null ? known : add(values);
    }

    private synchronized P add(String[] values) {
        if (values.length != labels) {
            throw new IllegalArgumentException(values.length + " values for " + labels + " labels");
        }
        String[] kept = values.clone();
        for (int i = 0; i < kept.length; i++) {
            String value = requireNonNull(kept[i], "label value");
            kept[i] = value.length() <= LONGEST ? value : value.substring(0, LONGEST);
        }
        // The last place is kept for the others.
        if (points.size() >= MOST - 1 && !points.containsKey(new Values(kept))) {
            Arrays.fill(kept, OTHER);
        }
        return points.computeIfAbsent(new Values(kept), key -> point.apply(kept.clone()));
    }

    /** The values of all labels, which are looked up with every call: cheaper than a list. */
    private record Values(String[] each) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Values values && Arrays.equals(each, values.each);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(each);
        }
    }
}
