package io.patchbay.protocol;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The exchange of the load scripts, without HTTP. */
final class EchoExchange implements Exchange {

    private static final byte[] BODY = """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo",\
            "arguments":{"message":"hello from the load generator"},\
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1"},\
            "io.modelcontextprotocol/clientCapabilities":{}}}}""".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, List<String>> HEADERS = Map.of(
            "Accept", List.of("application/json, text/event-stream"),
            "MCP-Protocol-Version", List.of("2026-07-28"),
            "Mcp-Method", List.of("tools/call"),
            "Mcp-Name", List.of("echo"));
    private static final Identity.Known IDENTITY = Identity.Known.of(
            new Caller("bench", "bench", Caller.Kind.AGENT, new Tenant("default"), Map.of()),
            new Credential("bench", Credential.Kind.API_KEY, Set.of("tools:*", "features:*"), Optional.empty()));

    private Optional<Reply> reply = Optional.empty();

    Reply reply() {
        return reply.orElseThrow();
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public List<String> headers(String name) {
        return HEADERS.getOrDefault(name, List.of());
    }

    @Override
    public byte[] body() {
        return BODY;
    }

    @Override
    public Identity.Known identity() {
        return IDENTITY;
    }

    @Override
    public String source() {
        return "127.0.0.1";
    }

    @Override
    public boolean send(Reply answer) {
        reply = Optional.of(answer);
        return true;
    }

    @Override
    public EventStream stream(List<Reply.Header> headers) {
        throw new AssertionError("an echo needs no stream");
    }

    @Override
    public void onDisconnect(Runnable action) {}
}
