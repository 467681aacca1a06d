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
    public void returnsTheTimeInUtc() {
        OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC).withNano(0);

        OffsetDateTime time = currentTime(Arguments.none());

        assertThat(time).isBetween(before, OffsetDateTime.now(ZoneOffset.UTC));
        assertThat(time.getOffset()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    public void returnsTheTimeInAZone() {
        ZoneId zone = ZoneId.of("Asia/Kathmandu");

        OffsetDateTime time = currentTime(Arguments.of(Map.of("zone", zone.getId())));

        assertThat(time.getOffset()).isEqualTo(zone.getRules().getOffset(time.toInstant()));
    }

    @Test
    public void refusesAnUnknownZoneAndSaysWhatToUse() {
        assertThat(call(Arguments.of(Map.of("zone", "Mars/Olympus"))))
                .isEqualTo(ToolResult.failed(
                        "There is no time zone Mars/Olympus. Use an IANA name, for example Europe/Berlin."));
        assertThat(call(Arguments.of(Map.of("zone", "")))).isInstanceOf(ToolResult.Failed.class);
        assertThat(call(Arguments.of(Map.of("zone", "../../etc")))).isInstanceOf(ToolResult.Failed.class);
    }

    @Test
    public void changesNothing() {
        assertThat(tool.definition().effect()).isEqualTo(Effect.READ_ONLY);
    }

    private OffsetDateTime currentTime(Arguments arguments) {
        ToolResult.Complete complete = (ToolResult.Complete) call(arguments);
        return OffsetDateTime.parse(((Content.Text) complete.content().get(0)).text());
    }

    private ToolResult call(Arguments arguments) {
        return tool.call(arguments, null);
    }
}
