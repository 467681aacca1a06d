package io.patchbay.testing;

import io.patchbay.api.Arguments;
import java.util.Base64;
import java.util.List;

/**
 * What a client got for reading a resource.
 *
 * @param result as it stood on the wire
 */
public record ResourceAnswer(Arguments result) {

    /** All contents. */
    public List<Arguments> contents() {
        return Trees.objects(result, "contents");
    }

    /** The text of the first contents. */
    public String text() {
        return contents().get(0).string("text");
    }

    /** The bytes of the first contents. */
    public byte[] bytes() {
        return Base64.getDecoder().decode(contents().get(0).string("blob"));
    }

    /** The media type of the first contents. */
    public String mimeType() {
        return contents().get(0).string("mimeType");
    }
}
