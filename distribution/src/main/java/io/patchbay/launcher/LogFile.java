package io.patchbay.launcher;

import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/**
 * The log file. If another program moves or removes the file, the server creates the file again with the next log
 * message.
 */
final class LogFile<E> extends RollingFileAppender<E> {

    private static final long CHECK_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    // Guarded by streamWriteLock.
    private Optional<Object> openedKey = Optional.empty();
    private long checkedNanos;

    @Override
    public void openFile(String name) throws IOException {
        super.openFile(name);
        openedKey = key();
        checkedNanos = System.nanoTime();
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
        if (System.nanoTime() - checkedNanos < CHECK_INTERVAL_NANOS) {
            return;
        }
        checkedNanos = System.nanoTime();
        if (!key().equals(openedKey)) {
            try {
                closeOutputStream();
                openFile(getFile());
            } catch (IOException e) {
                addError("The log file cannot be opened again: " + e.getMessage(), e);
            }
        }
    }

    /** Returns a key that distinguishes the file from another file with the same name. Returns an empty result if the file does not exist. */
    private Optional<Object> key() {
        try {
            return Optional.ofNullable(Files.readAttributes(Path.of(getFile()), BasicFileAttributes.class)
                    .fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
