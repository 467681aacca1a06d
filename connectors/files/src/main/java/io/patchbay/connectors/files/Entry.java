package io.patchbay.connectors.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What stands under a name in a folder. */
record Entry(String name, Kind kind, Stamp stamp) {

    /** What a name stands for, without following it. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** A pipe, a device, a socket: never opened. */
        SPECIAL
    }

    static Entry of(String name, BasicFileAttributes attributes) {
        return new Entry(name, kind(attributes), Stamp.of(attributes));
    }

    Entry named(String name) {
        return new Entry(name, kind, stamp);
    }

    long size() {
        return stamp.size();
    }

    Instant modified() {
        return stamp.modified().toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    boolean isFolder() {
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
