package io.patchbay.connectors.files.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An open folder. A name ({@link FilePath#isName}) means the entry whose name has exactly these bytes. The folder does
 * not find entries by another case or Unicode form, even if the file system does. No method follows a link.
 */
public interface Folder extends Closeable {

    /** Returns the stamp of the folder itself. Returns an empty result if the stamp cannot be read. */
    Optional<Stamp> stamp() throws IOException;

    /** @throws IOException if the folder cannot be listed, or if its entries cannot be reached */
    default void checkAccess() throws IOException {
        forEachName(name -> {});
    }

    /** Returns the entry with this name. Returns an empty result if no entry has this name. */
    Optional<FolderEntry> entry(String name) throws IOException;

    /** Returns the entry with a name from {@link #forEachName}, without a check of the spelling. */
    Optional<FolderEntry> listedEntry(String name) throws IOException;

    /** Passes to the consumer all names that can be used in a path, in any order. */
    default void forEachName(Consumer<String> consumer) throws IOException {
        forEachName(consumer, unusable -> {});
    }

    /** @param unusable receives each name that cannot be used in a path, as far as Java can read the name */
    void forEachName(Consumer<String> consumer, Consumer<String> unusable) throws IOException;

    /** @throws IOException if the entry is not a folder, is a link to a folder, or cannot be opened */
    Folder folder(String name) throws IOException;

    /** @throws IOException if the entry is not a regular file, is a link to a regular file, or cannot be opened */
    SeekableByteChannel open(String name) throws IOException;
}
