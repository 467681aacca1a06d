package io.patchbay.typed;

import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Connector;
import io.patchbay.api.InputRequest;
import io.patchbay.api.McpNamespace;
import io.patchbay.api.Message;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The example of docs/write-a-connector.md. */
@Component
@McpNamespace("rooms")
public final class Rooms implements Connector {

    private final Shape<Sure> sure = Shape.of(Sure.class);

    record Wish(
            Instant begin,
            @Description("An hour when left out") Optional<Duration> length,

            @Description("How many people come") @Minimum(1) @Maximum(200)
            int people) {}

    record Offer(String room, int seats) {}

    record Booking(@Pattern("^B-[0-9]+$") String id) {}

    record Sure(@Description("Cancel it?") boolean sure) {}

    @Override
    public List<Tool> tools() {
        return List.of(
                TypedTool.of(
                        ToolDefinition.readOnly("find", "Finds a free room."), Wish.class, Offer.class, this::find),
                TypedTool.of(ToolDefinition.destructive("cancel", "Cancels a booking."), Booking.class, this::cancel));
    }

    @Override
    public List<Resource> resources() {
        return List.of(new Plan());
    }

    @Override
    public List<Prompt> prompts() {
        return List.of(new Invitation());
    }

    private Offer find(Wish wish, CallContext context) {
        if (wish.people() > 12) {
            throw new ToolFailure("No room has " + wish.people() + " seats; the largest has 12.");
        }
        return new Offer("Garden", 12);
    }

    private ToolResult cancel(Booking booking, CallContext context) {
        if (!context.answers().containsKey("sure")) {
            return ToolResult.ask("sure", InputRequest.form("Cancel booking " + booking.id() + "?", sure.schema()));
        }
        boolean agreed = context.answers().get("sure") instanceof Answer.Accepted accepted
                && sure.read(accepted.content()).sure();
        return agreed
                ? ToolResult.text("Cancelled " + booking.id() + ".")
                : ToolResult.failed("The user did not agree: nothing was cancelled.");
    }

    static final class Plan implements Resource {

        @Override
        public ResourceDefinition definition() {
            return ResourceDefinition.of("rooms://plan", "plan").withMimeType("text/markdown");
        }

        @Override
        public ResourceResult read(CallContext context) {
            return ResourceResult.text("rooms://plan", "text/markdown", "- Garden, 12 seats");
        }
    }

    static final class Invitation implements Prompt {

        @Override
        public PromptDefinition definition() {
            return PromptDefinition.of(
                    "invitation", "Writes an invitation.", PromptArgument.required("room", "The room's name"));
        }

        @Override
        public PromptResult get(Arguments arguments, CallContext context) {
            return PromptResult.of(
                    Message.user("Write an invitation to a meeting in the room " + arguments.string("room") + "."));
        }
    }
}
