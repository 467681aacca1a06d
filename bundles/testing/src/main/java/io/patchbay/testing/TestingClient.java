package io.patchbay.testing;

import io.patchbay.api.Answer;
import io.patchbay.api.Arguments;
import io.patchbay.api.Caller;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A client of a {@link ConnectorHarness}. The client declares only the capabilities for which it has answers. Clients are
 * immutable. Each {@code with…} and {@code answering…} method returns another client. A request throws {@link McpError} if the
 * server answers with a protocol error.
 */
public final class TestingClient {

    private final Function<Setup, Wire> era;
    private final Setup setup;
    private final Wire wire;

    TestingClient(Function<Setup, Wire> era, Caller caller) {
        this(era, new Setup(caller, Person.SILENT, false));
    }

    private TestingClient(Function<Setup, Wire> era, Setup setup) {
        this.era = era;
        this.setup = setup;
        this.wire = era.apply(setup);
    }

    /** The caller, the answers, and whether the client supports tasks. */
    record Setup(Caller caller, Person person, boolean tasks) {

        Identity.Known identity() {
            return Identity.Known.of(
                    caller, new Credential("harness", Credential.Kind.API_KEY, Set.of("*"), Optional.empty()));
        }
    }

    /** Returns a copy with another caller. */
    public TestingClient withCaller(Caller caller) {
        return new TestingClient(era, new Setup(caller, setup.person, setup.tasks));
    }

    /** Returns a copy whose user fills in forms. The function receives {@code message} and {@code requestedSchema}. */
    public TestingClient answeringForms(Function<Arguments, Answer> user) {
        return answering(Person.Question.FORM, user);
    }

    /** Returns a copy whose user opens web pages. The function receives {@code message} and {@code url}. */
    public TestingClient answeringPages(Function<Arguments, Answer> user) {
        return answering(Person.Question.PAGE, user);
    }

    /** Returns a copy with a model. The function receives {@code messages}, {@code maxTokens} and the other parameters of MCP. */
    public TestingClient answeringSampling(Function<Arguments, Answer> model) {
        return answering(Person.Question.SAMPLING, model);
    }

    /** Returns a copy that answers requests for roots with these folders. */
    public TestingClient answeringRoots(Answer.Root... roots) {
        return answering(Person.Question.ROOTS, asked -> new Answer.Roots(List.of(roots)));
    }

    /**
     * Returns a copy that supports tasks. The copy follows each task to its end, answers the task's requests, and returns the
     * result of the task. {@link ToolAnswer#progress()} contains the task's status messages. The client polls every few
     * milliseconds. The client can therefore miss a message that another message replaces immediately. The method has no effect on
     * a client of the legacy era, which does not support tasks.
     */
    public TestingClient followingTasks() {
        return new TestingClient(era, new Setup(setup.caller, setup.person, true));
    }

    private TestingClient answering(Person.Question question, Function<Arguments, Answer> answer) {
        return new TestingClient(era, new Setup(setup.caller, setup.person.with(question, answer), setup.tasks));
    }

    /** Calls the tool with this name, which includes the namespace, without arguments. */
    public ToolAnswer callTool(String name) {
        return callTool(name, Map.of());
    }

    /**
     * Calls the tool with this name, which includes the namespace.
     *
     * @param arguments the arguments, as a tree for {@link Arguments#of}
     */
    public ToolAnswer callTool(String name, Map<String, ?> arguments) {
        Wire.Answered answered = wire.call("tools/call", Map.of("name", name, "arguments", arguments));
        return new ToolAnswer(answered.result(), answered.notifications());
    }

    /** Reads a resource. */
    public ResourceAnswer readResource(String uri) {
        return new ResourceAnswer(
                wire.call("resources/read", Map.of("uri", uri)).result());
    }

    /** Gets the prompt with this name, which includes the namespace. */
    public PromptAnswer getPrompt(String name, Map<String, String> arguments) {
        return new PromptAnswer(wire.call("prompts/get", Map.of("name", name, "arguments", arguments))
                .result());
    }

    /** Returns the values that a prompt proposes for an argument and the user's present input. */
    public List<String> completePrompt(String name, String argument, String typed) {
        return complete(Map.of("type", "ref/prompt", "name", name), argument, typed);
    }

    /** Returns the values that a resource template proposes for a variable and the user's present input. */
    public List<String> completeTemplate(String uriTemplate, String variable, String typed) {
        return complete(Map.of("type", "ref/resource", "uri", uriTemplate), variable, typed);
    }

    private List<String> complete(Map<String, Object> ref, String argument, String typed) {
        Map<String, Object> params = Map.of("ref", ref, "argument", Map.of("name", argument, "value", typed));
        return wire.call("completion/complete", params)
                .result()
                .object("completion")
                .strings("values");
    }

    /** Returns the definitions of all tools in their wire format. */
    public List<Arguments> listTools() {
        return list("tools/list", "tools");
    }

    /** Returns the definitions of all prompts in their wire format. */
    public List<Arguments> listPrompts() {
        return list("prompts/list", "prompts");
    }

    /** Returns the definitions of all resources in their wire format, including the resources that templates list. */
    public List<Arguments> listResources() {
        return list("resources/list", "resources");
    }

    /** Returns the definitions of all resource templates in their wire format. */
    public List<Arguments> listResourceTemplates() {
        return list("resources/templates/list", "resourceTemplates");
    }

    private List<Arguments> list(String method, String member) {
        List<Arguments> all = new ArrayList<>();
        Map<String, Object> page = new LinkedHashMap<>();
        while (true) {
            Arguments result = wire.call(method, page).result();
            all.addAll(Trees.objects(result, member));
            if (!result.has("nextCursor")) {
                return List.copyOf(all);
            }
            page.put("cursor", result.string("nextCursor"));
        }
    }
}
