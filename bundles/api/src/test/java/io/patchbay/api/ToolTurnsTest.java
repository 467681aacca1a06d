package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class ToolTurnsTest {

    private static final Message HELLO = Message.user("Hello");

    private static Message use(String id) {
        return Message.assistant(new Content.ToolUse(id, "find", Arguments.of(Map.of())));
    }

    private static Message output(String id) {
        return Message.user(new Content.ToolOutput(id, List.of(), Optional.empty(), false));
    }

    @Test
    public void acceptsUsesFollowedByTheirOutputs() {
        for (Message[] good : new Message[][] {
            {HELLO},
            {HELLO, use("a"), output("a")},
            {HELLO, use("a"), use("b"), output("b"), output("a"), use("c"), output("c")},
            {HELLO, use("a"), Message.assistant("Let me see."), output("a"), Message.assistant("Done.")}
        }) {
            assertThat(InputRequest.sampling(1, good).messages()).hasSameSizeAs(good);
        }
    }

    @Test
    public void rejectsUsesAndOutputsThatDoNotMatch() {
        for (Message[] wrong : new Message[][] {
            {HELLO, use("a")},
            {HELLO, output("a")},
            {HELLO, use("a"), HELLO, output("a")},
            {HELLO, use("a"), output("b")},
            {HELLO, use("a"), use("a"), output("a")},
            {HELLO, use("a"), output("a"), output("a")},
            {HELLO, use("a"), use("b"), output("a"), Message.assistant("?"), output("b")},
            {HELLO, use("a"), use("b"), output("a"), HELLO, output("b")},
            {HELLO, use("a"), use("b"), output("a"), use("c"), output("b"), output("c")},
            {Message.user(new Content.ToolUse("a", "find", Arguments.none())), output("a")},
            {use("a"), Message.assistant(new Content.ToolOutput("a", List.of(), Optional.empty(), false))}
        }) {
            assertThatThrownBy(() -> InputRequest.sampling(1, wrong))
                    .as(List.of(wrong).toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void aConversationWithToolsNeedsAClientThatSupportsThem() {
        assertThat(InputRequest.sampling(1, HELLO).needs()).isEqualTo(ClientCapability.SAMPLING);
        assertThat(InputRequest.sampling(1, HELLO, use("a"), output("a")).needs())
                .isEqualTo(ClientCapability.SAMPLING_TOOLS);
        assertThat(InputRequest.sampling(1, HELLO)
                        .withTools(new Json("[]"), Optional.empty())
                        .needs())
                .isEqualTo(ClientCapability.SAMPLING_TOOLS);
    }
}
