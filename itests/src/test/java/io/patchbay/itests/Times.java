package io.patchbay.itests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long something took, each time. */
final class Times {

    private final List<Duration> times = new ArrayList<>();

    void add(long nanos) {
        times.add(Duration.ofNanos(nanos));
    }

    int count() {
        return times.size();
    }

    /** So much, or less, it took in this share of all times. */
    Duration percentile(int percent) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }

    @Override
    public String toString() {
        return "p50 %d ms, p99 %d ms, at most %d ms"
                .formatted(
                        percentile(50).toMillis(),
                        percentile(99).toMillis(),
                        percentile(100).toMillis());
    }
}
