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

/** What the caller thinks a file is, so that nobody's change is lost that they have not seen. */
public record Expected(Optional<String> sha256, Optional<Instant> modified) {

    public void check(HandleFolder folder, FilePath path, FolderEntry entry, CallContext context) throws IOException {
        boolean other = modified.isPresent()
                && !modified.get().truncatedTo(ChronoUnit.MILLIS).equals(entry.modified());
        if (other
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
