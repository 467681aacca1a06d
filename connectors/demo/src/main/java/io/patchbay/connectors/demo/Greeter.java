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

/**
 * Returns a greeting that contains the version of this connector. {@code patchbay demo} writes the version to the file
 * {@code version.txt} of each jar that it builds.
 */
@Component
@McpNamespace("demo")
public final class Greeter implements Tool {

    private final String version = readVersion();

    @Override
    public ToolDefinition definition() {
        return ToolDefinition.readOnly(
                "greet",
                "Returns a greeting from version " + version + ".",
                Schema.of("{\"type\": \"object\", \"additionalProperties\": false}"));
    }

    @Override
    public ToolResult call(Arguments arguments, CallContext context) {
        return ToolResult.text("Hello from version " + version);
    }

    private static String readVersion() {
        try (InputStream text = Greeter.class.getResourceAsStream("version.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
