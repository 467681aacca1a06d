package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.Base64;
import java.util.List;

/**
 * The client's result of {@code resources/read}.
 *
 * @param result the result in its wire format
 */
public record ResourceAnswer(Arguments result) {

    /** Returns all contents in their wire format. */
    public List<Arguments> contents() {
        return Trees.objects(result, "contents");
    }

    /** Returns the text of the first item of the contents. */
    public String text() {
        return contents().get(0).string("text");
    }

    /** Returns the bytes of the first item of the contents. */
    public byte[] bytes() {
        return Base64.getDecoder().decode(contents().get(0).string("blob"));
    }

    /** Returns the media type of the first item of the contents. */
    public String mimeType() {
        return contents().get(0).string("mimeType");
    }
}
