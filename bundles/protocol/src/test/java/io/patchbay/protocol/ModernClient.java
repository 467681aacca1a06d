package io.patchbay.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.spi.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A client of 2026-07-28 that is well-behaved by default. Tests write JSON with single quotes. */
public final class ModernClient {

    static final String REVISION = "2026-07-28";
    public static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    public static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    public static final String CLIENT = "io.modelcontextprotocol/clientInfo";
    public static final String LEVEL = "io.modelcontextprotocol/logLevel";
    static final String EVERYTHING = "{'elicitation':{'form':{},'url':{}},'sampling':{'tools':{}},'roots':{}}";

    static final String TASKS = "{'elicitation':{'form':{},'url':{}},'sampling':{'tools':{}},'roots':{},"
            + "'extensions':{'io.modelcontextprotocol/tasks':{}}}";

    private final Server server;
    private final Identity.Known identity;
    private ObjectNode meta = TestJson.object("{}");
    private final Map<String, Optional<String>> headers = new LinkedHashMap<>();
    private String id = "1";

    ModernClient(Server server, Identity.Known identity) {
        this.server = server;
        this.identity = identity;
        meta.put(VERSION, REVISION);
        meta.set(CAPABILITIES, TestJson.json(EVERYTHING));
        meta.set(CLIENT, TestJson.json("{'name':'test','version':'1'}"));
    }

    private ModernClient copy() {
        ModernClient copy = new ModernClient(server, identity);
        copy.meta = meta.deepCopy();
        copy.headers.putAll(headers);
        copy.id = id;
        return copy;
    }

    /** Returns the same client with these capabilities. */
    public ModernClient can(String capabilities) {
        return with(CAPABILITIES, capabilities);
    }

    /** Returns the same client with the tasks extension. */
    public ModernClient takingTasks() {
        return can(TASKS);
    }

    /** Returns the same client with one more key in its metadata. */
    public ModernClient with(String key, String value) {
        ModernClient copy = copy();
        copy.meta.set(key, TestJson.json(value));
        return copy;
    }

    public ModernClient without(String key) {
        ModernClient copy = copy();
        copy.meta.remove(key);
        return copy;
    }

    /** Returns the same client with exactly this header. */
    public ModernClient header(String name, String value) {
        ModernClient copy = copy();
        copy.headers.put(name, Optional.of(value));
        return copy;
    }

    public ModernClient noHeader(String name) {
        ModernClient copy = copy();
        copy.headers.put(name, Optional.empty());
        return copy;
    }

    /** Returns the same client, whose next request has this id, as JSON. */
    public ModernClient id(String id) {
        ModernClient copy = copy();
        copy.id = id;
        return copy;
    }

    /** Returns the exchange of a request that is not yet sent. */
    public TestExchange exchange(String method, String params) {
        ObjectNode given = TestJson.object(params);
        given.set("_meta", meta);
        ObjectNode message = TestJson.object("{'jsonrpc':'2.0'}");
        message.set("id", TestJson.json(id));
        message.put("method", method);
        message.set("params", given);
        TestExchange exchange = TestExchange.post(message.toString(), identity)
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", REVISION)
                .header("Mcp-Method", method);
        name(method, given).ifPresent(name -> exchange.header("Mcp-Name", encoded(name)));
        headers.forEach(exchange::only);
        return exchange;
    }

    /** Encodes a value that a header cannot contain. */
    private static String encoded(String name) {
        return name.chars().allMatch(c -> c >= 0x20 && c < 0x7F)
                ? name
                : "=?base64?" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static Optional<String> name(String method, JsonNode params) {
        return switch (method) {
            case "tools/call", "prompts/get" ->
                Optional.ofNullable(params.path("name").textValue());
            case "tasks/get", "tasks/update", "tasks/cancel" ->
                Optional.ofNullable(params.path("taskId").textValue());
            case "resources/read" -> Optional.ofNullable(params.path("uri").textValue());
            default -> Optional.empty();
        };
    }

    /** Sends a request without waiting for the answer. */
    public TestExchange start(String method, String params) {
        return server.send(Revision.V2026_07_28, method, exchange(method, params));
    }

    public Answered call(String method, String params) {
        return Answered.of(start(method, params));
    }

    public Answered call(String method) {
        return call(method, "{}");
    }

    public Answered tool(String name) {
        return call("tools/call", "{'name':'" + name + "'}");
    }

    public Answered tool(String name, String arguments) {
        return call("tools/call", "{'name':'" + name + "','arguments':" + arguments + "}");
    }

    /** Calls a tool again with answers to its questions and, if given, its request state. */
    public Answered answer(String name, Optional<String> state, String answers) {
        return call(
                "tools/call",
                "{'name':'" + name + "','inputResponses':" + answers
                        + state.map(text -> ",'requestState':'" + text + "'").orElse("") + "}");
    }

    /** Gets a task. */
    public Answered task(String taskId) {
        return call("tasks/get", "{'taskId':'" + taskId + "'}");
    }

    /** Answers the questions of a task. */
    public Answered update(String taskId, String responses) {
        return call("tasks/update", "{'taskId':'" + taskId + "','inputResponses':" + responses + "}");
    }

    public Answered cancel(String taskId) {
        return call("tasks/cancel", "{'taskId':'" + taskId + "'}");
    }

    /** Gets a task until it has this status. */
    public JsonNode awaitTask(String taskId, String status) {
        Waiting.until(
                "the task is " + status,
                () -> task(taskId).result().path("status").asText().equals(status));
        return task(taskId).result();
    }
}
