package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.patchbay.api.Schema;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.Server;
import io.patchbay.protocol.Stubs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.slf4j.LoggerFactory;

/** Arguments, answers and results appear in the audit trail, never in the log. */
public final class SecretsInLogsTest {

    @Rule
    public final Server server = new Server();

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @Before
    public void listen() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    @After
    public void leave() {
        root.detachAppender(appender);
    }

    private List<String> logged() {
        List<String> lines = new ArrayList<>();
        List.copyOf(appender.list).forEach(event -> {
            lines.add(event.getFormattedMessage());
            Optional.ofNullable(event.getThrowableProxy())
                    .ifPresent(thrown -> lines.add(String.valueOf(thrown.getMessage())));
        });
        return lines;
    }

    @Test
    public void nothingOfACallIsLogged() {
        server.timeout(Duration.ofMillis(50));
        Schema strict = Schema.of(
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"additionalProperties\":false}");
        Schema output = Schema.of("{\"type\":\"object\",\"required\":[\"sum\"]}");
        server.publish(
                Stubs.tool(
                        ToolDefinition.readOnly("strict", "Strict.", strict),
                        (arguments, context) -> ToolResult.text("canary")),
                Stubs.tool(
                        ToolDefinition.readOnly("promise", "Promises.", Stubs.ANY)
                                .withOutput(output),
                        (arguments, context) ->
                                ToolResult.structured(io.patchbay.api.Json.of(java.util.Map.of("canary", "canary")))),
                Stubs.tool("slow", (arguments, context) -> {
                    Thread.sleep(Long.MAX_VALUE);
                    return ToolResult.text("canary");
                }),
                Stubs.tool("fails", (arguments, context) -> {
                    throw new IllegalStateException("on purpose");
                }));
        String arguments = "{'password':'canary'}";

        server.modern().tool("strict", arguments);
        server.modern().tool("promise", arguments);
        server.modern().tool("slow", arguments);
        server.modern().tool("fails", arguments);
        server.modern().tool("nobody", arguments);
        server.modern().answer("strict", Optional.of("canary"), "{'a':'canary'}");
        server.modern().header("Mcp-Name", "canary").tool("strict", arguments);
        server.legacy().tool("fails", arguments);
        server.legacy().call("tools/list", "{'cursor':'canary'}");
        server.trail().failClose();
        server.modern().tool("strict", arguments);

        assertThat(logged()).isNotEmpty().noneMatch(line -> line.contains("canary"));
    }
}
