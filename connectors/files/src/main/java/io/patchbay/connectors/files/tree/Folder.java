package io.patchbay.connectors.files.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An open folder. A name is one step ({@link FilePath#isName}) and means the entry spelled exactly so, in bytes, even where the
 * file system would find it under another case or Unicode form. No step follows a link.
 */
public interface Folder extends Closeable {

    /** What the folder itself is known by; empty where that cannot be told. */
    Optional<Stamp> self() throws IOException;

    /** @throws IOException when it cannot be listed and entered */
    default void check() throws IOException {
        names(name -> {});
    }

    Optional<FolderEntry> entry(String name) throws IOException;

    /** The same for a name that {@link #names} gave, which is spelled right. */
    Optional<FolderEntry> listed(String name) throws IOException;

    /** All names that can be said in a path, in no order. */
    default void names(Consumer<String> each) throws IOException {
        names(each, unsayable -> {});
    }

    /** @param unsayable gets each name that cannot be said in a path, as far as Java can read it */
    void names(Consumer<String> each, Consumer<String> unsayable) throws IOException;

    /** @throws IOException also when it is not a folder, or a link to one */
    Folder folder(String name) throws IOException;

    /** @throws IOException also when it is not a regular file, or a link to one */
    SeekableByteChannel open(String name) throws IOException;
}
