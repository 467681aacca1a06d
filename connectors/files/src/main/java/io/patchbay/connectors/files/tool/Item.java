package io.patchbay.connectors.files.tool;

import io.patchbay.connectors.files.text.MediaTypes;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.typed.Description;
import java.time.Instant;
import java.util.Optional;

/** A file or folder in the result of a tool. */
record Item(
        @Description("The path, to pass to other tools") String path,
        Kind kind,
        @Description("The size in bytes") Optional<Long> size,
        Optional<Instant> modified,
        Optional<String> mediaType) {

    enum Kind {
        FILE,
        FOLDER
    }

    static Item of(FilePath path, FolderEntry entry) {
        return entry.isFolder() ? folder(path) : file(path, entry);
    }

    static Item folder(FilePath path) {
        return new Item(path.toString(), Kind.FOLDER, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Item file(FilePath path, FolderEntry entry) {
        return new Item(
                path.toString(),
                Kind.FILE,
                Optional.of(entry.size()),
                Optional.of(entry.modified()),
                MediaTypes.of(path.name()));
    }

    String line() {
        return kind == Kind.FOLDER
                ? path + "/"
                : path + "  " + size.orElse(0L) + " bytes, "
                        + modified.map(Instant::toString).orElse("");
    }
}
