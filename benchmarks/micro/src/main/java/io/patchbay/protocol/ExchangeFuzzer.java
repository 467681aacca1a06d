package io.patchbay.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Headers;
import io.patchbay.protocol.start.Standalone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fuzzes whole exchanges. Each input is one request to a server with one tool. In a header, {@code $2025-11-25} stands
 * for the id of a session of that revision. The server must answer each request once, with JSON-RPC or an empty body,
 * and must not report an internal error.
 */
public final class ExchangeFuzzer {

    private static final Standalone SERVER = server();
    private static final Map<String, String> SESSIONS = new HashMap<>();

    private ExchangeFuzzer() {}

    /** Tests one input. Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        RawExchange exchange = RawExchange.of(input, ExchangeFuzzer::session);
        SERVER.dispatcher().dispatch(exchange);
        Optional<Reply> reply = exchange.answer();
        exchange.leave();
        reply.ifPresent(ExchangeFuzzer::check);
        if (exchange.method().equals("DELETE")) {
            SESSIONS.clear();
        }
    }

    /** Checks one message from the server. */
    static void checkMessage(byte[] json) {
        JsonNode message = JsonReader.read(new String(json, StandardCharsets.UTF_8));
        for (JsonNode one : message.isArray() ? message : List.of(message)) {
            Findings.check(one.path("jsonrpc").asText().equals("2.0"), "not JSON-RPC: " + one);
            Findings.check(
                    one.path("error").path("code").asInt() != ProtocolException.INTERNAL_ERROR,
                    "something broke: " + one);
        }
    }

    private static void check(Reply reply) {
        Findings.check(reply.status() < 500, "status " + reply.status());
        if (reply.body().length > 0) {
            checkMessage(reply.body());
        }
    }

    private static String session(String value) {
        return Revision.of(value.startsWith("$") ? value.substring(1) : "")
                .filter(revision -> !revision.modern())
                .map(revision -> SESSIONS.computeIfAbsent(revision.toString(), ExchangeFuzzer::begin))
                .orElse(value);
    }

    private static String begin(String revision) {
        String initialize =
                "POST\n\n{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                        + revision + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"fuzzer\",\"version\":\"1\"}}}";
        RawExchange exchange = RawExchange.of(initialize.getBytes(StandardCharsets.UTF_8), value -> value);
        SERVER.dispatcher().dispatch(exchange);
        return exchange.answer().orElseThrow().headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(Headers.SESSION))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Standalone server() {
        try {
            Unguarded guards = new Unguarded();
            Standalone server = new Standalone(guards, guards, guards, Files.createTempDirectory("patchbay"));
            server.publish("echo", "", List.of(new Echo()));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
