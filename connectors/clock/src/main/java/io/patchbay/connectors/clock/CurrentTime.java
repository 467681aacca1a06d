package io.patchbay.connectors.clock;

import io.patchbay.api.*;
import java.time.*;
import java.time.format.DateTimeFormatter;
import org.osgi.service.component.annotations.Component;

/** Tells the time, in any zone. */
@Component
@McpNamespace("clock")
public final class CurrentTime implements Tool {

    @Override
    public ToolDefinition definition() {
        return ToolDefinition.readOnly(
                "current_time", "Tells the current date and time, in UTC or in a time zone.", Schema.of("""
                {"type": "object", "additionalProperties": false, "properties": {"zone": {"type": "string", "maxLength": 64,
                 "description": "IANA time zone, for example Europe/Berlin; UTC when left out"}}}"""));
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) {
        String zone = arguments.optionalString("zone").orElse("UTC");
        try {
            return ToolResult.text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    OffsetDateTime.now(ZoneId.of(zone)).withNano(0)));
        } catch (DateTimeException e) {
            return ToolResult.failed("No such time zone: " + zone + ". Use an IANA name, for example Europe/Berlin.");
        }
    }
}
