package io.patchbay.protocol.rpc;

import io.patchbay.protocol.Exchange;
import java.util.List;
import java.util.Locale;

/**
 * The media types that a client accepts. Ignores the order and the weights of the types. A client that sends no {@code Accept}
 * header accepts all types.
 */
public record Accept(boolean json, boolean streams) {

    private static final Accept ALL = new Accept(true, true);
    private static final String USUAL_VALUE = "application/json, text/event-stream";

    public static Accept of(Exchange exchange) {
        List<String> values = exchange.headers("Accept");
        if (values.isEmpty()
                || values.size() == 1
                        && (values.get(0).equals(USUAL_VALUE) || values.get(0).isBlank())) {
            return ALL;
        }
        boolean json = false;
        boolean streams = false;
        for (String value : values) {
            for (String range : value.split(",")) {
                String type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
                json |= type.equals("application/json") || type.equals("application/*") || type.equals("*/*");
                streams |= type.equals("text/event-stream") || type.equals("text/*") || type.equals("*/*");
            }
        }
        return new Accept(json, streams);
    }
}
