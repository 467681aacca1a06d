package io.patchbay.connectors.demo;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.McpNamespace;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Component;

/** Says which version of it answers; that is written in a file beside it, which {@code patchbay demo} writes anew for each version. */
@Component
@McpNamespace("demo")
public final class Greeter implements Tool {

    private final String version = version();

    @Override
    public ToolDefinition definition() {
        return ToolDefinition.readOnly(
                "greet",
                "Greets, as version " + version + ".",
                Schema.of("{\"type\": \"object\", \"additionalProperties\": false}"));
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) {
        return ToolResult.text("Hello from version " + version);
    }

    private static String version() {
        try (InputStream text = Greeter.class.getResourceAsStream("version.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
