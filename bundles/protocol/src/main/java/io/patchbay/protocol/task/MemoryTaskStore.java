package io.patchbay.protocol.task;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.api.Json;
import io.patchbay.api.Tenant;
import io.patchbay.spi.tasks.StoredTask;
import io.patchbay.spi.tasks.TaskStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Keeps tasks in memory, for one server, until the server stops. */
public final class MemoryTaskStore implements TaskStore {

    @GuardedBy("this")
    private final Map<String, StoredTask> tasks = new HashMap<>();

    @GuardedBy("this")
    private final Map<Owner, Integer> ofCaller = new HashMap<>();

    @GuardedBy("this")
    private final Map<Owner, Long> bytesOfCaller = new HashMap<>();

    @GuardedBy("this")
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparing(Expiry::at));

    private final Clock clock;
    private final LongSupplier maxBytes;

    @GuardedBy("this")
    private long bytes;

    public MemoryTaskStore(Clock clock, LongSupplier maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    private record Owner(Tenant tenant, String caller) {
        static Owner of(StoredTask task) {
            return new Owner(task.tenant(), task.caller());
        }
    }

    private record Expiry(Instant at, String id) {}

    @Override
    public synchronized boolean create(StoredTask task, Bounds bounds) {
        removeExpired();
        if (tasks.size() >= bounds.all() || ofCaller.getOrDefault(Owner.of(task), 0) >= bounds.ofCaller()) {
            return false;
        }
        tasks.put(task.id(), task);
        ofCaller.merge(Owner.of(task), 1, Integer::sum);
        expiries.add(new Expiry(task.expires(), task.id()));
        addBytes(task, size(task));
        return true;
    }

    @Override
    public synchronized boolean change(StoredTask task) {
        removeExpired();
        StoredTask before = tasks.get(task.id());
        if (before == null) {
            return true;
        }
        long more = size(task) - size(before);
        long max = maxBytes.getAsLong();
        if (more > 0 && (bytes + more > max || bytesOfCaller.getOrDefault(Owner.of(task), 0L) + more > max / 2)) {
            return false;
        }
        addBytes(task, more);
        tasks.put(task.id(), task);
        return true;
    }

    @Override
    public synchronized Optional<StoredTask> find(Tenant tenant, String id) {
        removeExpired();
        return Optional.ofNullable(tasks.get(id)).filter(task -> task.tenant().equals(tenant));
    }

    @Override
    public synchronized void remove(StoredTask task) {
        expiries.remove(new Expiry(task.expires(), task.id()));
        forget(task.id());
    }

    @GuardedBy("this")
    private void removeExpired() {
        Instant now = clock.instant();
        while (!expiries.isEmpty() && !expiries.peek().at().isAfter(now)) {
            forget(expiries.poll().id());
        }
    }

    @GuardedBy("this")
    private void forget(String id) {
        StoredTask task = tasks.remove(id);
        if (task != null) {
            ofCaller.computeIfPresent(Owner.of(task), (owner, count) -> count > 1 ? count - 1 : null);
            addBytes(task, -size(task));
        }
    }

    @GuardedBy("this")
    private void addBytes(StoredTask task, long more) {
        bytes += more;
        bytesOfCaller.merge(Owner.of(task), more, (before, change) -> before + change == 0 ? null : before + change);
    }

    private static long size(StoredTask task) {
        return task.detail().map(Json::text).map(String::length).orElse(0);
    }
}
