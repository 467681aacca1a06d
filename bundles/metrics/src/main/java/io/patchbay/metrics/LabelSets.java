package io.patchbay.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The data points of one metric by label values. Beyond {@link #MAX_LABEL_SETS}, all further values share one point. */
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
     * Returns the point of these values. Creates a missing point.
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

    /** The values of all labels, as a map key. The key contains an array, because each call looks up a key and a list costs more. */
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
