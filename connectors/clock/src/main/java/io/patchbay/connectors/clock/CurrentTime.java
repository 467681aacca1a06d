package io.patchbay.connectors.clock;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.McpNamespace;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.osgi.service.component.annotations.Component;

/** Returns the current date and time, in UTC or in the time zone that the caller names. */
@Component
@McpNamespace("clock")
public final class CurrentTime implements Tool {

    private static final Schema INPUT = Schema.of("""
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "zone": {
                  "type": "string",
                  "maxLength": 64,
                  "description": "The IANA time zone, for example Europe/Berlin. Default: UTC."
                }
              }
            }""");

    @Override
    public ToolDefinition definition() {
        return ToolDefinition.readOnly(
                "current_time", "Returns the current date and time, in UTC or in a time zone.", INPUT);
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) {
        String zone = arguments.optionalString("zone").orElse("UTC");
        try {
            OffsetDateTime now = OffsetDateTime.now(ZoneId.of(zone)).truncatedTo(ChronoUnit.SECONDS);
            return ToolResult.text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now));
        } catch (DateTimeException e) {
            return ToolResult.failed(
                    "There is no time zone " + zone + ". Use an IANA name, for example Europe/Berlin.");
        }
    }
}
