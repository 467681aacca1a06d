package io.patchbay.deploy.connector;

import io.patchbay.spi.deploy.Arrival;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.Publisher;
import io.patchbay.spi.deploy.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Records arrivals, and lets a test decide when calls end. */
final class FakePublisher implements Publisher {

    /** In the order of arrival. */
    final List<String> owners = new CopyOnWriteArrayList<>();

    /** The published bundles by owner. */
    final Map<String, Long> published = new ConcurrentHashMap<>();

    /** The owners whose calls wait. */
    final Set<String> paused = ConcurrentHashMap.newKeySet();

    volatile String failure = "";

    volatile RefusedException.Reason reason = RefusedException.Reason.DEFINITIONS;

    volatile Predicate<Arrival> refusing = arrival -> false;

    /** The refused entries by owner. */
    final Map<String, List<String>> refused = new ConcurrentHashMap<>();

    /** In the order of arrival. */
    final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

    /** Runs before a publication. */
    volatile Runnable before = () -> {};

    /** Runs before an owner is retired. */
    volatile Consumer<String> retiring = owner -> {};

    volatile CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);

    /** The published owners at the time when the names of a load were written. */
    volatile List<String> written = List.of();

    /** Runs before the names of a load are written. */
    volatile Runnable writing = () -> {};

    @Override
    public Load beginLoad() {
        return () -> {
            writing.run();
            written = List.copyOf(owners);
        };
    }

    @Override
    public Publication publish(Arrival arrival) {
        if (!failure.isEmpty()) {
            throw new RefusedException(reason, List.of(failure));
        }
        if (refusing.test(arrival)) {
            throw new RefusedException(reason, List.of("refused"));
        }
        before.run();
        arrival.replaces().ifPresent(replaced -> published.values().removeIf(id -> id == replaced));
        paused.remove(arrival.owner());
        owners.add(arrival.owner());
        arrivals.add(arrival);
        published.put(arrival.owner(), arrival.bundleId());
        return new Publication(List.of("a_tool"), List.of(), drained);
    }

    @Override
    public Publication retire(String owner) {
        retiring.accept(owner);
        published.remove(owner);
        paused.remove(owner);
        return new Publication(List.of(), List.of(), drained);
    }

    @Override
    public Publication withdraw(String owner) {
        return retire(owner);
    }

    @Override
    public Publication pause(String owner) {
        paused.add(owner);
        return new Publication(List.of("a_tool"), List.of(), drained);
    }

    @Override
    public List<String> refused(String owner) {
        return refused.getOrDefault(owner, List.of());
    }

    @Override
    public List<String> names(String owner) {
        return published.containsKey(owner) ? List.of("a_tool") : List.of();
    }
}
