package io.patchbay.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The data points of one metric, by the values of the labels. There are at most {@link #MAX_LABEL_SETS} points. When
 * only one point is left, all further values share this point.
 */
final class LabelSets<P> {

    static final int MAX_LABEL_SETS = 10_000;
    static final String OTHER = "other";

    private static final int MAX_VALUE_LENGTH = 128;

    private final int labelCount;
    private final Function<String[], P> point;
    private final Map<Values, P> points = new ConcurrentHashMap<>();

    LabelSets(int labelCount, Function<String[], P> point) {
        this.labelCount = labelCount;
        this.point = point;
    }

    /**
     * Returns the point for these values of the labels. Creates the point if it does not exist yet.
     *
     * @throws IllegalArgumentException if the number of values is not the number of labels
     */
    P of(String... values) {
        P known = points.get(new Values(values));
        return known != null ? known : addPoint(values);
    }

    private synchronized P addPoint(String[] values) {
        if (values.length != labelCount) {
            throw new IllegalArgumentException(values.length + " values for " + labelCount + " labels");
        }
        String[] stored = values.clone();
        for (int i = 0; i < stored.length; i++) {
            String value = requireNonNull(stored[i], "label value");
            stored[i] = value.length() <= MAX_VALUE_LENGTH ? value : value.substring(0, MAX_VALUE_LENGTH);
        }
        // The last place is reserved for OTHER.
        if (points.size() >= MAX_LABEL_SETS - 1 && !points.containsKey(new Values(stored))) {
            Arrays.fill(stored, OTHER);
        }
        return points.computeIfAbsent(new Values(stored), key -> point.apply(stored.clone()));
    }

    /**
     * The values of all labels, as a map key. The key contains an array and not a list, because each call looks up a
     * key and a list is slower.
     */
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
