package io.patchbay.connectors.files.tree;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An entry of a folder. */
public record FolderEntry(String name, Kind kind, Stamp stamp) {

    /** The kind of an entry. Links are not followed. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** A pipe, a device or a socket, which is never opened. */
        SPECIAL
    }

    static FolderEntry of(String name, BasicFileAttributes attributes) {
        return new FolderEntry(name, kind(attributes), Stamp.of(attributes));
    }

    public FolderEntry withName(String name) {
        return new FolderEntry(name, kind, stamp);
    }

    public long size() {
        return stamp.size();
    }

    public Instant modified() {
        return stamp.modified().toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    private static Kind kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isDirectory()) {
            return Kind.FOLDER;
        }
        return attributes.isRegularFile() ? Kind.FILE : Kind.SPECIAL;
    }
}
