package io.patchbay.protocol.task;

import io.patchbay.api.Tenant;
import io.patchbay.spi.tasks.StoredTask;
import io.patchbay.spi.tasks.TaskStore;
import io.patchbay.spi.tasks.TaskStoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** A store that fails on demand, with a clock that the test moves. */
public final class FragileTaskStore implements TaskStore {

    private final MovedClock clock = new MovedClock();
    private final MemoryTaskStore store;
    private final List<StoredTask> changes = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    public FragileTaskStore(LongSupplier mostBytes) {
        this.store = new MemoryTaskStore(clock, mostBytes);
    }

    /** Makes all reads and writes fail, or succeed again. */
    void fail(boolean fails) {
        failing = fails;
    }

    /** Moves the clock forward. */
    void pass(Duration time) {
        clock.moved = clock.moved.plus(time);
    }

    /** Returns all saved states, in order. */
    List<StoredTask> changes() {
        return List.copyOf(changes);
    }

    @Override
    public boolean create(StoredTask task, Bounds bounds) throws TaskStoreException {
        check();
        boolean room = store.create(task, bounds);
        if (room) {
            changes.add(task);
        }
        return room;
    }

    @Override
    public boolean change(StoredTask task) throws TaskStoreException {
        check();
        boolean room = store.change(task);
        if (room) {
            changes.add(task);
        }
        return room;
    }

    @Override
    public Optional<StoredTask> find(Tenant tenant, String id) throws TaskStoreException {
        check();
        return store.find(tenant, id);
    }

    @Override
    public void remove(StoredTask task) throws TaskStoreException {
        check();
        store.remove(task);
    }

    private void check() throws TaskStoreException {
        if (failing) {
            throw new TaskStoreException("The disk is gone", new IOException("gone"));
        }
    }

    private static final class MovedClock extends Clock {

        private volatile Duration moved = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(moved);
        }
    }
}
