package io.patchbay.connectors.files.tree;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * By what a file or folder is known to be the same, and unchanged.
 *
 * @param key of the thing itself, whatever its name; empty where the platform has none
 */
public record Stamp(String key, FileTime modified, long size) {

    /** Of what is not looked at as a file: a root. */
    static final Stamp NONE = new Stamp("", FileTime.fromMillis(0), 0);

    static Stamp of(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return new Stamp(key == null ? "" : key.toString(), attributes.lastModifiedTime(), attributes.size());
    }

    /** Whether both are the same thing on disk, changed or not. */
    public boolean sameThing(Stamp other) {
        return !key.isEmpty() && key.equals(other.key);
    }
}
