package io.patchbay.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * Fuzzes the JSON reader. Each input is one body. If the reader accepts a body, the body must be JSON. After the body
 * is written and read again, its value must be the same. The reader must refuse any other body with a parse error.
 */
public final class ReaderFuzzer {

    private ReaderFuzzer() {}

    /** Tests one input. Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] body) {
        JsonNode read;
        try {
            read = JsonReader.read(body);
        } catch (ProtocolException e) {
            Findings.check(e.code() == ProtocolException.PARSE_ERROR, "refused with " + e.code());
            Findings.check(
                    !e.getMessage().contains("Source"), "the answer contains a parser's message: " + e.getMessage());
            return;
        }
        try {
            JsonNode again = JsonReader.read(read.toString().getBytes(StandardCharsets.UTF_8));
            Findings.check(read.equals(ReaderFuzzer::compare, again), "not the same again");
        } catch (ProtocolException e) {
            throw new Findings("the reader refuses accepted JSON that was written again: " + e.getMessage());
        }
    }

    /** Compares numbers by their values, because 1.5e1 may be written as 15. */
    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
