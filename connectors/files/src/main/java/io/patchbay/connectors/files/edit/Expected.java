package io.patchbay.connectors.files.edit;

import io.patchbay.api.CallContext;
import io.patchbay.connectors.files.text.Digest;
import io.patchbay.connectors.files.tree.FilePath;
import io.patchbay.connectors.files.tree.FileProblems;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * The state of a file that the caller has read. If the file has changed since the caller read it, the write is refused,
 * so that no change is lost.
 */
public record Expected(Optional<String> sha256, Optional<Instant> modified) {

    /** @throws FileProblem if the state of the file is not the expected state */
    public void check(HandleFolder folder, FilePath path, FolderEntry entry, CallContext context) throws IOException {
        boolean modifiedSince = modified.isPresent()
                && !modified.get().truncatedTo(ChronoUnit.MILLIS).equals(entry.modified());
        if (modifiedSince
                || sha256.isPresent()
                        && !sha256.get().toLowerCase(Locale.ROOT).equals(digest(folder, entry, context))) {
            throw FileProblems.changed(path);
        }
    }

    private static String digest(HandleFolder folder, FolderEntry entry, CallContext context) throws IOException {
        try (SeekableByteChannel file = folder.open(entry.name())) {
            return Digest.of(file, context::cancelled);
        }
    }
}
