package io.patchbay.connectors.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.api.Content;
import io.patchbay.api.Effect;
import io.patchbay.api.ToolResult;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.Test;

public class CurrentTimeTest {

    private final CurrentTime tool = new CurrentTime();

    @Test
    public void tellsTheTimeInUtc() {
        OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC).withNano(0);

        OffsetDateTime told = told(Arguments.none());

        assertThat(told).isBetween(before, OffsetDateTime.now(ZoneOffset.UTC));
        assertThat(told.getOffset()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    public void tellsTheTimeInAZone() {
        ZoneId zone = ZoneId.of("Asia/Kathmandu");

        OffsetDateTime told = told(Arguments.of(Map.of("zone", zone.getId())));

        assertThat(told.getOffset()).isEqualTo(zone.getRules().getOffset(told.toInstant()));
    }

    @Test
    public void saysWhatToDoAboutAnUnknownZone() {
        assertThat(call(Arguments.of(Map.of("zone", "Mars/Olympus"))))
                .isEqualTo(ToolResult.failed(
                        "No such time zone: Mars/Olympus. Use an IANA name, for example Europe/Berlin."));
        assertThat(call(Arguments.of(Map.of("zone", "")))).isInstanceOf(ToolResult.Failed.class);
        assertThat(call(Arguments.of(Map.of("zone", "../../etc")))).isInstanceOf(ToolResult.Failed.class);
    }

    @Test
    public void changesNothing() {
        assertThat(tool.definition().effect()).isEqualTo(Effect.READ_ONLY);
    }

    private OffsetDateTime told(Arguments arguments) {
        ToolResult.Complete complete = (ToolResult.Complete) call(arguments);
        return OffsetDateTime.parse(((Content.Text) complete.content().get(0)).text());
    }

    private ToolResult call(Arguments arguments) {
        return tool.call(arguments, null);
    }
}
