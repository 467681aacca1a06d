package io.patchbay.protocol;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Completion;
import io.patchbay.api.Connector;
import io.patchbay.api.Page;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.Resource;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.Schema;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Short stubs of tools, resources, prompts and connectors. */
public final class Stubs {

    public static final Schema ANY = Schema.of("{\"type\":\"object\"}");

    private Stubs() {}

    /** The code of a tool. */
    public interface Body {
        ToolResult call(Arguments arguments, CallContext context) throws Exception;
    }

    public record StubTool(ToolDefinition definition, Body body) implements Tool {
        @Override
        public ToolResult call(Arguments arguments, CallContext context) throws Exception {
            return body.call(arguments, context);
        }
    }

    /** A read-only tool that accepts any arguments. */
    public static StubTool tool(String name, Body body) {
        return new StubTool(ToolDefinition.readOnly(name, "A tool of a test.", ANY), body);
    }

    public static StubTool tool(ToolDefinition definition, Body body) {
        return new StubTool(definition, body);
    }

    /** A tool that writes. */
    public static StubTool write(String name, Body body) {
        return new StubTool(ToolDefinition.destructive(name, "A tool of a test.", ANY), body);
    }

    /** A tool that returns its arguments as text. */
    public static StubTool echo(String name) {
        return tool(
                name, (arguments, context) -> ToolResult.text(arguments.json().text()));
    }

    /** The code of a resource. */
    public interface Reading {
        ResourceResult read(CallContext context) throws Exception;
    }

    public record StubResource(ResourceDefinition definition, Reading reading) implements Resource {
        @Override
        public ResourceResult read(CallContext context) throws Exception {
            return reading.read(context);
        }
    }

    public static StubResource resource(String uri, Reading reading) {
        return new StubResource(ResourceDefinition.of(uri, "name-of-" + uri.replaceAll("[^a-z0-9]", "-")), reading);
    }

    public static StubResource resource(String uri, String text) {
        return resource(uri, context -> ResourceResult.text(uri, "text/plain", text));
    }

    /** The code of a prompt. */
    public interface Writing {
        PromptResult get(Arguments arguments, CallContext context) throws Exception;
    }

    /** A prompt that completes every argument with the typed text and "1" to "3". */
    public record StubPrompt(PromptDefinition definition, Writing writing) implements Prompt {
        @Override
        public PromptResult get(Arguments arguments, CallContext context) throws Exception {
            return writing.get(arguments, context);
        }

        @Override
        public Completion complete(String argument, String typed, Map<String, String> known, CallContext context) {
            return Completion.of(List.of(typed + "1", typed + "2", typed + known));
        }
    }

    public static StubPrompt prompt(String name, Writing writing, PromptArgument... arguments) {
        return new StubPrompt(PromptDefinition.of(name, "A prompt of a test.", arguments), writing);
    }

    /** The code of a template. */
    public interface TemplateReading {
        ResourceResult read(URI uri, Map<String, String> variables, CallContext context) throws Exception;
    }

    /** A template that lists nothing. */
    public record StubTemplate(TemplateDefinition definition, TemplateReading reading) implements ResourceTemplate {
        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) throws Exception {
            return reading.read(uri, variables, context);
        }

        @Override
        public Completion complete(String variable, String typed, Map<String, String> known, CallContext context) {
            return Completion.of(List.of(variable + "=" + typed));
        }
    }

    public static StubTemplate template(String uriTemplate, TemplateReading reading) {
        return new StubTemplate(TemplateDefinition.of(uriTemplate, "template"), reading);
    }

    /** The list of a template. */
    public interface Lister {
        Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) throws Exception;
    }

    /** A template that lists the result of its function. */
    public record ListingTemplate(TemplateDefinition definition, Lister lister) implements ResourceTemplate {
        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) {
            return ResourceResult.text(uri.toString(), "text/plain", "listed");
        }

        @Override
        public Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) throws Exception {
            return lister.list(cursor, context);
        }
    }

    /** A connector whose lists a test can change. */
    public static final class StubConnector implements Connector {

        private final List<Tool> tools = new ArrayList<>();
        private final List<Resource> resources = new ArrayList<>();
        private final List<Prompt> prompts = new ArrayList<>();
        private final CountDownLatch opened = new CountDownLatch(1);
        private volatile CatalogChanges changes;

        public synchronized StubConnector add(Object service) {
            if (service instanceof Tool tool) {
                tools.add(tool);
            } else if (service instanceof Resource resource) {
                resources.add(resource);
            } else {
                prompts.add((Prompt) service);
            }
            return this;
        }

        @Override
        public synchronized List<Tool> tools() {
            return List.copyOf(tools);
        }

        @Override
        public synchronized List<Resource> resources() {
            return List.copyOf(resources);
        }

        @Override
        public synchronized List<Prompt> prompts() {
            return List.copyOf(prompts);
        }

        @Override
        public void opened(CatalogChanges given) {
            changes = given;
            opened.countDown();
        }

        /** Waits until the connector is opened. */
        public CatalogChanges changes() {
            Waiting.until("the connector is opened", () -> opened.getCount() == 0);
            return changes;
        }
    }
}
