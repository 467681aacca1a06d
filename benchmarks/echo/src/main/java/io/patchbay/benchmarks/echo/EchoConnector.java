package io.patchbay.benchmarks.echo;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Connector;
import io.patchbay.api.McpNamespace;
import io.patchbay.api.Schema;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/**
 * A connector for load tests. The connector has the tool {@code echo} and similar tools. The system property {@code
 * patchbay.benchmarks.tools} sets the total number of tools.
 */
@Component
@McpNamespace("")
public final class EchoConnector implements Connector {

    private static final Schema INPUT = Schema.of("""
            {"type":"object",
             "properties":{"message":{"type":"string","description":"Text to send back"}},
             "required":["message"]}""");

    @Override
    public List<Tool> tools() {
        int count = Integer.getInteger("patchbay.benchmarks.tools", 3);
        Stream<Tool> fillers = IntStream.range(1, count)
                .mapToObj(i -> new Echo(String.format("tool_%04d", i), "Filler tool number " + i));
        return Stream.concat(Stream.of(new Echo("echo", "Sends the message back")), fillers)
                .toList();
    }

    private record Echo(String name, String description) implements Tool {

        @Override
        public ToolDefinition definition() {
            return ToolDefinition.readOnly(name, description, INPUT);
        }

        @Override
        public ToolResult call(Arguments arguments, CallContext context) {
            return ToolResult.text(arguments.string("message"));
        }
    }
}
