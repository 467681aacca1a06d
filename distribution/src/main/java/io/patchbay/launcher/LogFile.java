package io.patchbay.launcher;

import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/** The log's file. One that was moved or removed by another program is made again: what is logged from then on goes there. */
final class LogFile<E> extends RollingFileAppender<E> {

    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    // Guarded by streamWriteLock.
    private Optional<Object> opened = Optional.empty();
    private long lookedAt;

    @Override
    public void openFile(String name) throws IOException {
        super.openFile(name);
        opened = key();
        lookedAt = System.nanoTime();
    }

    @Override
    protected void subAppend(E event) {
        streamWriteLock.lock();
        try {
            reopenIfMoved();
        } finally {
            streamWriteLock.unlock();
        }
        super.subAppend(event);
    }

    private void reopenIfMoved() {
        if (System.nanoTime() - lookedAt < LOOK_EVERY_NANOS) {
            return;
        }
        lookedAt = System.nanoTime();
        if (!key().equals(opened)) {
            try {
                closeOutputStream();
                openFile(getFile());
            } catch (IOException e) {
                addError("The log file cannot be opened again: " + e.getMessage(), e);
            }
        }
    }

    /** What tells the file from another of its name; empty where there is no file. */
    private Optional<Object> key() {
        try {
            return Optional.ofNullable(Files.readAttributes(Path.of(getFile()), BasicFileAttributes.class)
                    .fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
