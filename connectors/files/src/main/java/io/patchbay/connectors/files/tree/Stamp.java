package io.patchbay.connectors.files.tree;

import static java.util.Objects.requireNonNull;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Identifies a file or folder and its state at one moment.
 *
 * @param key identifies the file on disk, whatever name the file has; empty if the platform has no such key
 */
public record Stamp(String key, FileTime modified, long size) {

    /** The length of the steps in which file systems record times. Two changes within one step have the same time. */
    public static final Duration TIME_STEP = Duration.ofMillis(15);

    /** The stamp of a root, because the attributes of a root are not read. */
    static final Stamp NONE = new Stamp("", FileTime.fromMillis(0), 0);

    public Stamp {
        requireNonNull(key, "key");
        requireNonNull(modified, "modified");
    }

    static Stamp of(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return new Stamp(key == null ? "" : key.toString(), attributes.lastModifiedTime(), attributes.size());
    }

    /** Returns whether both stamps belong to the same file on disk, even if the file has changed. */
    public boolean isSameFile(Stamp other) {
        return !key.isEmpty() && key.equals(other.key);
    }

    /** Returns whether the file was modified so recently that another change might not be visible yet. */
    public boolean isFresh() {
        return Duration.between(modified.toInstant(), Instant.now()).abs().compareTo(TIME_STEP) < 0;
    }
}
