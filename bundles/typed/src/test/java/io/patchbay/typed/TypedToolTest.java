package io.patchbay.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.Arguments;
import io.patchbay.api.Change;
import io.patchbay.api.Content;
import io.patchbay.api.Effect;
import io.patchbay.api.InputRequest;
import io.patchbay.api.InvalidArgumentException;
import io.patchbay.api.Json;
import io.patchbay.api.Preview;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class TypedToolTest {

    record Place(@Description("A city") String city) {
        Place {
            if (city.isBlank()) {
                throw new IllegalArgumentException("Which city?");
            }
        }
    }

    record Report(double celsius) {}

    record Spoken(double celsius) implements AsText {
        @Override
        public String asText() {
            return celsius + " degrees";
        }
    }

    private final ToolDefinition report = ToolDefinition.readOnly("report", "Tells the weather.")
            .withTitle("Weather")
            .withOpenWorld();

    @Test
    public void takesItsSchemasFromItsRecords() {
        Tool tool = TypedTool.of(report, Place.class, Report.class, (place, context) -> new Report(20));

        assertThat(tool.definition().input()).isEqualTo(Shape.of(Place.class).schema());
        assertThat(tool.definition().output()).contains(Shape.of(Report.class).schema());
        assertThat(tool.definition().title()).contains("Weather");
        assertThat(tool.definition().effect()).isEqualTo(Effect.READ_ONLY);
        assertThat(tool.definition().openWorld()).isTrue();
    }

    @Test
    public void returnsARecordAsStructuredContentAndAsText() throws Exception {
        Tool tool = TypedTool.of(
                report,
                Place.class,
                Report.class,
                (place, context) -> new Report(place.city().length()));

        assertThat(call(tool, Map.of("city", "Oslo"))).isEqualTo(ToolResult.structured(new Json("{\"celsius\":4.0}")));
    }

    @Test
    public void returnsTheRecordsOwnText() throws Exception {
        Tool tool = TypedTool.of(report, Place.class, Spoken.class, (place, context) -> new Spoken(4));

        assertThat(call(tool, Map.of("city", "Oslo")))
                .isEqualTo(new ToolResult.Complete(
                        List.of(Content.text("4.0 degrees")), Optional.of(new Json("{\"celsius\":4.0}"))));
    }

    @Test
    public void createsItsOwnResultsWithoutAnOutputRecord() throws Exception {
        InputRequest question = InputRequest.form("Which one?", Schema.EMPTY);
        Tool tool = TypedTool.of(report, Place.class, (place, context) -> ToolResult.ask("which", question));

        assertThat(tool.definition().output()).isEmpty();
        assertThat(call(tool, Map.of("city", "Oslo"))).isEqualTo(ToolResult.ask("which", question));
    }

    @Test
    public void saysWhatIsWrongWithTheArguments() throws Exception {
        Tool tool = TypedTool.of(report, Place.class, Report.class, (place, context) -> new Report(20));

        assertThatThrownBy(() -> call(tool, Map.of("city", 1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("/city: must be a string");
        assertThatThrownBy(() -> call(tool, Map.of("city", " ")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Which city?");
    }

    @Test
    public void previewsItsChange() throws Exception {
        Tool tool = TypedTool.of(report, Place.class, Report.class, (place, context) -> new Report(20))
                .withPreview((place, context) ->
                        new Change("Warms " + place.city() + ".", Optional.of("19"), Optional.of("20")));
        Preview preview = (Preview) tool;

        assertThat(preview.preview(Arguments.of(Map.of("city", "Oslo")), null).summary())
                .isEqualTo("Warms Oslo.");
        assertThat(call(tool, Map.of("city", "Oslo"))).isEqualTo(ToolResult.structured(new Json("{\"celsius\":20.0}")));
        assertThat(tool.definition().title()).contains("Weather");
        assertThatThrownBy(() -> preview.preview(Arguments.of(Map.of("city", " ")), null))
                .isInstanceOf(ToolFailure.class)
                .hasMessage("Which city?");
    }

    @Test
    public void endsWithAFailureThatTheModelCanCorrect() throws Exception {
        Tool plain = TypedTool.of(report, Place.class, Report.class, (place, context) -> {
            throw new ToolFailure("No such city.");
        });
        Tool coded = TypedTool.of(report, Place.class, (place, context) -> {
            throw new ToolFailure("No such city.", "unknown_city");
        });

        assertThat(call(plain, Map.of("city", "Oslo"))).isEqualTo(ToolResult.failed("No such city."));
        assertThat(call(coded, Map.of("city", "Oslo"))).isEqualTo(ToolResult.failed("No such city.", "unknown_city"));
    }

    @Test
    public void doesNotReportItsOwnBugAsABadArgument() {
        Tool tool = TypedTool.of(report, Place.class, Report.class, (place, context) -> {
            throw new IllegalArgumentException("inside");
        });
        Tool notANumber = TypedTool.of(report, Place.class, Report.class, (place, context) -> new Report(Double.NaN));

        assertThatThrownBy(() -> call(tool, Map.of("city", "Oslo")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inside");
        assertThatThrownBy(() -> call(notANumber, Map.of("city", "Oslo"))).isInstanceOf(Mismatch.class);
    }

    private static ToolResult call(Tool tool, Map<String, ?> arguments) throws Exception {
        return tool.call(Arguments.of(arguments), null);
    }
}
