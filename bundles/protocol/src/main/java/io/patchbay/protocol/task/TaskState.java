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
 * How one task stands, here and in the store. What cannot be saved is told from here, and saved later. Changed by one thread at a
 * time; {@link #snapshot} and {@link #progress} are for any.
 */
final class TaskState {

    private static final Note SILENCE = new Note("", Instant.MIN);

    private final TaskBoard board;
    private final Clock clock;
    private final Consumer<String> changed;
    private volatile StoredTask stored;
    private volatile Note note = SILENCE;
    private Note told = SILENCE;
    private boolean unsaved;

    /**
     * @param created as it is in the store
     * @param changed told the id when it stands otherwise
     */
    TaskState(TaskBoard board, Clock clock, Consumer<String> changed, StoredTask created) {
        this.board = board;
        this.clock = clock;
        this.changed = changed;
        this.stored = created;
    }

    /** What the connector said last of how far it is. */
    private record Note(String text, Instant at) {}

    /** Takes no lock. */
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

    /** From now on it stands so; false, and all is as before, when there is no room for that. */
    boolean move(Status status, String message, Optional<Json> detail) {
        note = SILENCE;
        boolean room = save(stored.with(status, message, detail, clock.instant()));
        if (room) {
            changed.accept(stored.id());
        }
        return room;
    }

    /** It has ended: the store alone knows it, once that does. */
    void leave() {
        if (!unsaved || clock.instant().isAfter(stored.expires())) {
            board.leave(stored);
        }
    }

    /** Saves what has not been saved, and tells what has not been told. */
    void tend() {
        if (unsaved) {
            save(stored);
        }
        if (note != told && status() == Status.WORKING) {
            told = note;
            changed.accept(stored.id());
        }
    }

    /** Forgets it: nobody has heard of it. */
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
