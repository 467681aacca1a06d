package io.patchbay.protocol.call;

import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.metrics.Metrics;
import io.patchbay.spi.policy.Target;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts calls by target and outcome, if metrics are collected. */
public final class CallMetrics {

    private static final Map<Outcome.Kind, String> OUTCOMES = Arrays.stream(Outcome.Kind.values())
            .collect(Collectors.toUnmodifiableMap(
                    kind -> kind, kind -> kind.name().toLowerCase(Locale.ROOT)));

    private final Optional<Metrics.Counter> calls;
    private final Optional<Metrics.Timer> durations;

    public CallMetrics(Optional<Metrics> metrics) {
        this.calls = metrics.map(figures -> figures.counter(
                "patchbay_calls_total", "Operations by method, target and outcome.", "method", "target", "outcome"));
        this.durations = metrics.map(figures ->
                figures.timer("patchbay_call_seconds", "Time from request to answer, by target.", "method", "target"));
    }

    void ended(Call call, Outcome outcome) {
        if (calls.isEmpty()) {
            return;
        }
        // only existing targets become labels: the number of names that clients can invent has no limit
        Optional<Target> about = call.progress().about().map(CallProgress.About::target);
        String target = about.map(Target::name).orElse("-");
        String method = about.isPresent() ? call.request().method() : "-";
        calls.get().increment(method, target, OUTCOMES.get(outcome.kind()));
        durations.orElseThrow().observe(System.nanoTime() - call.started(), method, target);
    }
}
