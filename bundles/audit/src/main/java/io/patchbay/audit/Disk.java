package io.patchbay.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What the trail asks of the disk, so that a test can be a full or a vanishing one. */
interface Disk {

    /** Makes a new file for its owner alone, durably in its folder. */
    Segment create(Path file) throws IOException;

    /** Opens a file that is there. */
    Segment open(Path file) throws IOException;

    /** One open file of the trail. */
    interface Segment extends Closeable {

        /** Appends all bytes; after a failure some of them may be there. */
        void append(ByteBuffer bytes) throws IOException;

        /** Returns once all that was appended is durable. */
        void force() throws IOException;

        void truncate(long size) throws IOException;

        /** Whether the file under its path is still this one, and that long: bytes also go to a file that was deleted. */
        boolean intact(long size) throws IOException;
    }
}
