package io.patchbay.protocol;

import io.patchbay.protocol.front.Classifier;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Accept;
import io.patchbay.protocol.rpc.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Fuzzes the readers of headers. Each input is a list of lines. The class passes the lines, as the values of one
 * header, to each reader. A reader must return a value or report a mismatch.
 */
public final class HeadersFuzzer {

    private HeadersFuzzer() {}

    /** Tests one input. Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> values = List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));
        RawExchange exchange = RawExchange.ofHeader(values);
        Classifier.version(exchange);
        Accept.of(exchange);
        try {
            Optional<String> plain = HeaderValues.plain("Mcp-Name", values);
            Findings.check(plain.isPresent() && values.size() == 1, "several values are read as one value");
            Findings.check(
                    plain.get().chars().allMatch(c -> c == '\t' || c >= ' ' && c <= '~'),
                    "a value has a character that is invalid in headers");
            String decoded = HeaderValues.decoded("Mcp-Name", values).orElseThrow();
            Findings.check(
                    new String(decoded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(decoded),
                    "not Unicode");
        } catch (ProtocolException e) {
            Findings.check(e.status() == 400, "refused with " + e.status());
        }
    }
}
