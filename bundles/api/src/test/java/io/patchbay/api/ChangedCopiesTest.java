package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.Test;

public class ChangedCopiesTest {

    private static final Icon ICON = new Icon("https://example.org/icon.png", Optional.empty(), List.of());

    @Test
    public void copiesOfAToolChangeOnePart() {
        assertThat(ToolDefinition.additive("n", "d")
                        .withTitle("t")
                        .withInput(Schema.of("{}"))
                        .withOutput(Schema.of("true"))
                        .withIdempotent()
                        .withOpenWorld()
                        .withTasks(Tasks.ALLOWED)
                        .withNeeds(ClientCapability.ROOTS)
                        .withScopes("s")
                        .withIcons(ICON))
                .isEqualTo(new ToolDefinition(
                        "n",
                        Optional.of("t"),
                        "d",
                        Schema.of("{}"),
                        Optional.of(Schema.of("true")),
                        Effect.ADDITIVE,
                        true,
                        true,
                        Tasks.ALLOWED,
                        Set.of(ClientCapability.ROOTS),
                        Set.of("s"),
                        List.of(ICON)));
    }

    @Test
    public void copiesOfAResourceChangeOnePart() {
        assertThat(ResourceDefinition.of("a:/b", "n")
                        .withTitle("t")
                        .withDescription("d")
                        .withMimeType("text/plain")
                        .withSize(7)
                        .withScopes("s")
                        .withIcons(ICON))
                .isEqualTo(new ResourceDefinition(
                        "a:/b",
                        "n",
                        Optional.of("t"),
                        Optional.of("d"),
                        Optional.of("text/plain"),
                        OptionalLong.of(7),
                        Annotations.NONE,
                        Set.of("s"),
                        List.of(ICON)));
    }

    @Test
    public void copiesOfATemplateChangeOnePart() {
        assertThat(TemplateDefinition.of("a:/{b}", "n")
                        .withTitle("t")
                        .withDescription("d")
                        .withMimeType("text/plain")
                        .withAnnotations(Annotations.NONE)
                        .withScopes("s")
                        .withIcons(ICON))
                .isEqualTo(new TemplateDefinition(
                        "a:/{b}",
                        "n",
                        Optional.of("t"),
                        Optional.of("d"),
                        Optional.of("text/plain"),
                        Annotations.NONE,
                        Set.of("s"),
                        List.of(ICON)));
    }

    @Test
    public void copiesOfAPromptChangeOnePart() {
        assertThat(PromptDefinition.of("n", "d")
                        .withTitle("t")
                        .withNeeds(ClientCapability.ELICITATION_FORM)
                        .withScopes("s")
                        .withIcons(ICON))
                .isEqualTo(new PromptDefinition(
                        "n",
                        Optional.of("t"),
                        "d",
                        List.of(),
                        Set.of(ClientCapability.ELICITATION_FORM),
                        Set.of("s"),
                        List.of(ICON)));
    }

    @Test
    public void toolsResourcesAndPromptsAskAlike() {
        InputRequest request = new InputRequest.Roots();

        assertThat(ToolResult.ask("k", request).requests()).containsEntry("k", request);
        assertThat(ResourceResult.ask("k", request).requests()).containsEntry("k", request);
        assertThat(PromptResult.ask("k", request).requests()).containsEntry("k", request);
    }
}
