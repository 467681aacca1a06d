package io.patchbay.connectors.conformance;

import io.patchbay.api.Content;
import io.patchbay.api.Contents;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolResult;
import java.util.List;

/** Tools that return content other than text. */
final class Media {

    List<Tool> tools() {
        return List.of(
                FixtureTool.of(
                        "test_image_content",
                        "Returns an image.",
                        (arguments, context) -> ToolResult.of(Samples.image())),
                FixtureTool.of(
                        "test_audio_content", "Returns audio.", (arguments, context) -> ToolResult.of(Samples.audio())),
                FixtureTool.of(
                        "test_embedded_resource",
                        "Returns an embedded resource.",
                        (arguments, context) -> ToolResult.of(Content.embedded(Contents.text(
                                "test://embedded-resource", "text/plain", "This is an embedded resource content.")))),
                FixtureTool.of(
                        "test_multiple_content_types",
                        "Returns text, an image and an embedded resource.",
                        (arguments, context) -> ToolResult.of(
                                Content.text("Multiple content types test:"),
                                Samples.image(),
                                Content.embedded(Contents.text(
                                        "test://mixed-content-resource",
                                        "application/json",
                                        "{\"test\":\"data\",\"value\":123}")))));
    }
}
