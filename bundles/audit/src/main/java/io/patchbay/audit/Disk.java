package io.patchbay.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The disk of the trail. Tests replace the disk to simulate a full or a missing disk. */
interface Disk {

    /** Creates a file that only its owner can access. Returns once the folder entry of the file is durable. */
    Segment create(Path file) throws IOException;

    /** Opens an existing file. */
    Segment open(Path file) throws IOException;

    /** One open file of the trail. */
    interface Segment extends Closeable {

        /** Appends all bytes. After a failure, the file may contain some of the bytes. */
        void append(ByteBuffer bytes) throws IOException;

        /** Returns once all appended bytes are durable. */
        void force() throws IOException;

        /** Shortens the file to a size. */
        void truncate(long size) throws IOException;

        /**
         * Returns whether the path still leads to this file and the file has this size. The check is necessary, because
         * a write to a deleted file does not fail.
         */
        boolean isIntact(long size) throws IOException;
    }
}
