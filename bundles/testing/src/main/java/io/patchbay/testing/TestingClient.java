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
 * One client of a {@link ConnectorHarness}. It declares to the server exactly what it was given answers for, so that a client
 * without any is one that cannot be asked. Immutable; each {@code with…} and {@code answering…} is another client. A request the
 * server answers with an error of the protocol throws {@link McpError}.
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

    /** Who calls, how they answer, and whether they understand tasks. */
    record Setup(Caller caller, Person person, boolean tasks) {

        Identity.Known identity() {
            return Identity.Known.of(
                    caller, new Credential("harness", Credential.Kind.API_KEY, Set.of("*"), Optional.empty()));
        }
    }

    /** The same client for another caller. */
    public TestingClient withCaller(Caller caller) {
        return new TestingClient(era, new Setup(caller, setup.person, setup.tasks));
    }

    /** The same client whose user fills in forms; the function gets {@code message} and {@code requestedSchema}. */
    public TestingClient answeringForms(Function<Arguments, Answer> user) {
        return answering(Person.Question.FORM, user);
    }

    /** The same client whose user is asked to open pages; the function gets {@code message} and {@code url}. */
    public TestingClient answeringPages(Function<Arguments, Answer> user) {
        return answering(Person.Question.PAGE, user);
    }

    /** The same client with a model; the function gets {@code messages}, {@code maxTokens} and the rest, as MCP has it. */
    public TestingClient answeringSampling(Function<Arguments, Answer> model) {
        return answering(Person.Question.SAMPLING, model);
    }

    /** The same client with folders it works on. */
    public TestingClient answeringRoots(Answer.Root... roots) {
        return answering(Person.Question.ROOTS, asked -> new Answer.Roots(List.of(roots)));
    }

    /**
     * The same client that understands tasks and follows each to its end, answering what it asks: a call is answered with the
     * result then. What the task says of its progress is in {@link ToolAnswer#progress()}, as far as the client saw it: it looks
     * every few milliseconds, so a message that another one replaces at once can be missed. A client of the legacy era does not
     * understand tasks all the same.
     */
    public TestingClient followingTasks() {
        return new TestingClient(era, new Setup(setup.caller, setup.person, true));
    }

    private TestingClient answering(Person.Question question, Function<Arguments, Answer> answer) {
        return new TestingClient(era, new Setup(setup.caller, setup.person.with(question, answer), setup.tasks));
    }

    /** Calls a tool, by its name on the wire, without arguments. */
    public ToolAnswer callTool(String name) {
        return callTool(name, Map.of());
    }

    /**
     * Calls a tool, by its name on the wire.
     *
     * @param arguments a tree as for {@link Arguments#of}
     */
    public ToolAnswer callTool(String name, Map<String, ?> arguments) {
        Wire.Answered answered = wire.call("tools/call", Map.of("name", name, "arguments", arguments));
        return new ToolAnswer(answered.result(), answered.notifications());
    }

    public ResourceAnswer readResource(String uri) {
        return new ResourceAnswer(
                wire.call("resources/read", Map.of("uri", uri)).result());
    }

    public PromptAnswer getPrompt(String name, Map<String, String> arguments) {
        return new PromptAnswer(wire.call("prompts/get", Map.of("name", name, "arguments", arguments))
                .result());
    }

    /** What a prompt proposes for an argument of which so much was typed. */
    public List<String> completePrompt(String name, String argument, String typed) {
        return complete(Map.of("type", "ref/prompt", "name", name), argument, typed);
    }

    /** What a resource template proposes for a variable of which so much was typed. */
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

    /** The definitions of all tools, as on the wire. */
    public List<Arguments> listTools() {
        return list("tools/list", "tools");
    }

    /** The definitions of all prompts, as on the wire. */
    public List<Arguments> listPrompts() {
        return list("prompts/list", "prompts");
    }

    /** The definitions of all resources, those below templates included, as on the wire. */
    public List<Arguments> listResources() {
        return list("resources/list", "resources");
    }

    /** The definitions of all resource templates, as on the wire. */
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
