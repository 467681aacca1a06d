package io.patchbay.connectors.files.edit;

import io.patchbay.connectors.files.text.Bytes;
import io.patchbay.connectors.files.text.TextForm;
import io.patchbay.connectors.files.text.TextPart;
import io.patchbay.connectors.files.tree.Entry;
import io.patchbay.connectors.files.tree.HandleFolder;
import io.patchbay.connectors.files.tree.Limits;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * A file's content for a person to look at.
 *
 * @param text empty for what is not text, or too large
 */
public record State(long size, Optional<String> text) {

    private static final int SHOWN = 100_000;

    public static State of(byte[] bytes) {
        Optional<TextPart> text = TextForm.of(bytes, true).flatMap(form -> TextPart.of(form, bytes, 0, bytes.length));
        return new State(bytes.length, text.map(TextPart::text));
    }

    public static State of(HandleFolder folder, Entry entry, Limits limits) throws IOException {
        if (entry.size() > limits.maxWriteBytes()) {
            return new State(entry.size(), Optional.empty());
        }
        try (SeekableByteChannel file = folder.open(entry.name())) {
            return of(Bytes.read(file, 0, limits.maxWriteBytes()));
        }
    }

    String shown() {
        return text.map(State::cut).orElse("(" + size + " bytes that are not shown)");
    }

    static String cut(String text) {
        return text.length() <= SHOWN
                ? text
                : text.substring(0, SHOWN) + "\n… and " + (text.length() - SHOWN) + " characters more";
    }
}
