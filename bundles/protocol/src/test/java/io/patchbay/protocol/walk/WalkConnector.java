package io.patchbay.protocol.walk;

import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Level;
import io.patchbay.api.Message;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.FakeConnector;
import io.patchbay.protocol.Stubs;
import io.patchbay.protocol.task.TaskServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** The connector of the walk: every answer names its caller and the mark of its request. */
final class WalkConnector {

    static final List<String> TOOLS =
            List.of("c_echo", "c_talk", "c_strict", "c_fail", "c_hold", "c_ask", "c_job", "x_only");
    static final List<String> PROMPTS = List.of("c_greet", "c_more", "c_other", "c_last", "x_greet");
    static final List<String> URIS = List.of("test://c/note", "test://c/7/page", "test://x/note", "test://x/7/page");

    private static final Schema STRICT = Schema.of(
            "{\"type\":\"object\",\"properties\":{\"mark\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}");

    private final FakeConnector connector = new FakeConnector();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    WalkConnector() {
        connector.tools = () -> List.of(
                tool("c_echo", (arguments, context) -> ToolResult.text(said(arguments, context))),
                tool("c_talk", WalkConnector::talk),
                Stubs.tool(
                        ToolDefinition.readOnly("c_strict", "Strict.", STRICT),
                        (arguments, context) -> ToolResult.text(said(arguments, context))),
                tool("c_fail", (arguments, context) -> {
                    throw new IllegalStateException(arguments.string("mark"));
                }),
                tool("c_hold", this::hold),
                tool("c_ask", WalkConnector::ask),
                TaskServer.tool("c_job", Tasks.ALLOWED, this::job),
                tool("x_only", (arguments, context) -> ToolResult.text(said(arguments, context))));
        connector.resources = () -> List.of(resource("c_note", "test://c/note"), resource("x_note", "test://x/note"));
        connector.templates =
                () -> List.of(template("c_pages", "test://c/{id}/page"), template("x_pages", "test://x/{id}/page"));
        connector.prompts = () -> PROMPTS.stream().map(WalkConnector::prompt).toList();
    }

    FakeConnector connector() {
        return connector;
    }

    /** Returns the place where the call with this mark waits. */
    Gate gate(String mark) {
        return gates.computeIfAbsent(mark, same -> new Gate());
    }

    /** A waiting call, and the word with which it continues. */
    static final class Gate {

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        final CompletableFuture<String> word = new CompletableFuture<>();

        String await() throws InterruptedException, ExecutionException {
            entered.countDown();
            try {
                return word.get();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
    }

    /** Returns the text that every answer to this mark contains. */
    static String said(WalkPerson person, String mark) {
        return person.owner() + " " + mark;
    }

    /** Returns the name of the entry that serves a URI. */
    static String name(String uri) {
        return (uri.startsWith("test://c/") ? "c_" : "x_") + (uri.endsWith("/page") ? "pages" : "note");
    }

    private static String said(Arguments arguments, CallContext context) {
        return who(context) + " " + arguments.string("mark");
    }

    private static String who(CallContext context) {
        return context.caller().tenant().id() + "-" + context.caller().id();
    }

    private static ToolResult talk(Arguments arguments, CallContext context) {
        context.progress(1, 2, arguments.string("mark"));
        for (Level level : List.of(Level.DEBUG, Level.INFO, Level.ERROR)) {
            context.log(level, arguments.string("mark"));
        }
        return ToolResult.text(said(arguments, context));
    }

    private ToolResult hold(Arguments arguments, CallContext context) throws Exception {
        context.log(Level.EMERGENCY, arguments.string("mark"));
        gate(arguments.string("mark")).await();
        return ToolResult.text(said(arguments, context));
    }

    private static ToolResult ask(Arguments arguments, CallContext context) {
        return context.answers().get("where") instanceof Answer.Roots roots
                ? ToolResult.text(said(arguments, context) + " "
                        + roots.roots().get(0).name().orElseThrow())
                : ToolResult.ask("where", new InputRequest.Roots());
    }

    private ToolResult job(Arguments arguments, CallContext context) throws Exception {
        context.continueAsTask();
        if (context.answers().get("who") instanceof Answer.Accepted accepted) {
            return ToolResult.text(
                    said(arguments, context) + " " + accepted.content().string("name"));
        }
        return gate(arguments.string("mark")).await().equals("ask")
                ? ToolResult.ask("who", InputRequest.form("Who?", TaskServer.NAME))
                : ToolResult.text(said(arguments, context));
    }

    private static Tool tool(String name, Stubs.Body body) {
        return Stubs.tool(name, body);
    }

    private static Resource resource(String name, String uri) {
        return new Stubs.StubResource(
                ResourceDefinition.of(uri, name),
                context -> ResourceResult.text(uri, "text/plain", who(context) + " " + uri));
    }

    private static ResourceTemplate template(String name, String uriTemplate) {
        return new Stubs.StubTemplate(
                TemplateDefinition.of(uriTemplate, name),
                (uri, variables, context) ->
                        ResourceResult.text(uri.toString(), "text/plain", who(context) + " " + uri));
    }

    private static Prompt prompt(String name) {
        return Stubs.prompt(
                name,
                (arguments, context) -> PromptResult.of(Message.user(said(arguments, context))),
                PromptArgument.optional("mark", "What to say."));
    }
}
