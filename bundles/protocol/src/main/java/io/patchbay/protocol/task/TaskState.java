package io.patchbay.protocol.task;

import io.patchbay.api.Json;
import io.patchbay.protocol.json.Texts;
import io.patchbay.spi.tasks.StoredTask;
import io.patchbay.spi.tasks.StoredTask.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of one task, in memory and in the store. If a state cannot be saved, clients read the state from memory,
 * and the server saves the state later. Only one thread at a time may change the state. {@link #snapshot} and
 * {@link #progress} may be called on any thread.
 */
final class TaskState {

    private static final Note SILENCE = new Note("", Instant.MIN);

    private final TaskBoard board;
    private final Clock clock;
    private final Consumer<String> changed;
    private volatile StoredTask stored;
    private volatile Note note = SILENCE;
    private Note announced = SILENCE;
    private boolean unsaved;

    /**
     * Creates the state of a stored task.
     *
     * @param created the task as stored
     * @param changed receives the id of the task when its state changes
     */
    TaskState(TaskBoard board, Clock clock, Consumer<String> changed, StoredTask created) {
        this.board = board;
        this.clock = clock;
        this.changed = changed;
        this.stored = created;
    }

    /** The last progress message of the connector. */
    private record Note(String text, Instant at) {}

    /** Returns the current state with the last progress message. Takes no lock. */
    StoredTask snapshot() {
        StoredTask task = stored;
        Note said = note;
        return task.status() == Status.WORKING && said.at().isAfter(task.updated())
                ? task.with(Status.WORKING, said.text(), Optional.empty(), said.at())
                : task;
    }

    Status status() {
        return stored.status();
    }

    void progress(String message) {
        note = new Note(Texts.clipped(message), clock.instant());
    }

    /** Changes the state. If the store has no room, returns false and does not change the state. */
    boolean move(Status status, String message, Optional<Json> detail) {
        note = SILENCE;
        boolean room = save(stored.with(status, message, detail, clock.instant()));
        if (room) {
            changed.accept(stored.id());
        }
        return room;
    }

    /** Removes the ended task from the open tasks if the task is saved or has expired. */
    void removeEnded() {
        if (!unsaved || clock.instant().isAfter(stored.expires())) {
            board.removeEnded(stored);
        }
    }

    /** Saves an unsaved state again, and announces new progress. */
    void maintain() {
        if (unsaved) {
            save(stored);
        }
        if (note != announced && status() == Status.WORKING) {
            announced = note;
            changed.accept(stored.id());
        }
    }

    /** Removes a task that no client knows. */
    void remove() {
        board.remove(stored);
    }

    private boolean save(StoredTask task) {
        Optional<Boolean> room = board.save(task);
        unsaved = room.isEmpty();
        boolean kept = room.orElse(true);
        if (kept) {
            stored = task;
        }
        return kept;
    }
}
