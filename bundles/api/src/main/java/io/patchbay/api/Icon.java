package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * An icon of a tool, resource or prompt.
 *
 * @param source an https or data URI
 * @param mimeType the media type, for example {@code image/png}
 * @param sizes the sizes of the image, for example {@code 48x48}, or {@code any}
 */
public record Icon(String source, Optional<String> mimeType, List<String> sizes) {

    public Icon {
        requireNonNull(source, "source");
        requireNonNull(mimeType, "mimeType");
        sizes = List.copyOf(sizes);
    }
}
