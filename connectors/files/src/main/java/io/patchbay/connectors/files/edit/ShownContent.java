package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.text.Bytes;
import io.patchbay.connectors.files.text.TextForm;
import io.patchbay.connectors.files.text.TextPart;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FolderEntry;
import io.patchbay.connectors.files.tree.HandleFolder;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * A file's content for a person to look at.
 *
 * @param text empty for what is not text, or too large
 */
public record ShownContent(long size, Optional<String> text) {

    private static final int SHOWN = 100_000;

    public static ShownContent of(byte[] bytes) {
        Optional<TextPart> text = TextForm.of(bytes, true).flatMap(form -> TextPart.of(form, bytes, 0, bytes.length));
        return new ShownContent(bytes.length, text.map(TextPart::text));
    }

    public static ShownContent of(HandleFolder folder, FolderEntry entry, FilesLimits limits) throws IOException {
        if (entry.size() > limits.maxWriteBytes()) {
            return new ShownContent(entry.size(), Optional.empty());
        }
        try (SeekableByteChannel file = folder.open(entry.name())) {
            return of(Bytes.read(file, 0, limits.maxWriteBytes()));
        }
    }

    String shown() {
        return text.map(ShownContent::cut).orElse("(" + size + " bytes that are not shown)");
    }

    static String cut(String text) {
        return text.length() <= SHOWN
                ? text
                : text.substring(0, SHOWN) + "\n… and " + (text.length() - SHOWN) + " characters more";
    }
}
