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
 * The content of a file, to be shown to a person.
 *
 * @param text the content as text; empty if the content is not text or is too large
 */
public record ShownContent(long size, Optional<String> text) {

    private static final int MAX_SHOWN_CHARS = 100_000;

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
        return text.map(ShownContent::truncate).orElse("(" + size + " bytes, not shown)");
    }

    static String truncate(String text) {
        return text.length() <= MAX_SHOWN_CHARS
                ? text
                : text.substring(0, MAX_SHOWN_CHARS) + "\n… and " + (text.length() - MAX_SHOWN_CHARS)
                        + " more characters";
    }
}
