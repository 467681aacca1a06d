package io.patchbay.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes one JSON object: the params or the result of a message. */
@FunctionalInterface
public interface BodyWriter {

    void write(JsonGenerator out) throws IOException;
}
