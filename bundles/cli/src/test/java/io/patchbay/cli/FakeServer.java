package io.patchbay.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.cli.json.PlainJson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with answers set by the test. It records all requests. */
public final class FakeServer implements AutoCloseable {

    /** Answers one request. */
    public interface Handler {
        void answer(Asked asked) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final List<Asked> heard = new CopyOnWriteArrayList<>();

    public FakeServer() throws IOException {
        this(0);
    }

    public FakeServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/mcp", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/mcp";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Sets the handler of a method. {@code GET} and {@code DELETE} count as methods. */
    public FakeServer on(String method, Handler handler) {
        handlers.put(method, handler);
        return this;
    }

    /** Answers a method with a result of the modern era. */
    public FakeServer result(String method, String json) {
        return on(method, asked -> asked.result(json));
    }

    public List<Asked> heard(String method) {
        return heard.stream().filter(asked -> asked.method().equals(method)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Asked asked = new Asked(exchange, body.isEmpty() ? Map.of() : PlainJson.object(body), body);
        heard.add(asked);
        try {
            Handler handler = handlers.getOrDefault(
                    asked.method(),
                    one -> one.http(
                            asked.message().containsKey("id") ? 404 : 202,
                            asked.message().containsKey("id") ? one.error(-32601, "Method not found") : ""));
            handler.answer(asked);
        } finally {
            exchange.close();
        }
    }

    /** One request, with methods to answer it. */
    public record Asked(HttpExchange exchange, Map<String, Object> message, String body) {

        public String method() {
            return PlainJson.string(message, "method")
                    .orElse(body.isEmpty() ? exchange.getRequestMethod() : "response");
        }

        public String header(String name) {
            return String.valueOf(exchange.getRequestHeaders().getFirst(name));
        }

        public Map<String, Object> params() {
            return PlainJson.member(message, "params");
        }

        public void result(String json) throws IOException {
            http(200, answer("\"result\":" + json));
        }

        public String answer(String member) {
            return "{\"jsonrpc\":\"2.0\",\"id\":" + PlainJson.write(message.get("id")) + "," + member + "}";
        }

        public String error(int code, String text) {
            return answer("\"error\":{\"code\":" + code + ",\"message\":\"" + text + "\"}");
        }

        public void http(int status, String json) throws IOException {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        /** Opens a stream. */
        public OutputStream stream() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            return exchange.getResponseBody();
        }

        /** Writes one event to a stream. */
        public static void event(OutputStream stream, String data) throws IOException {
            stream.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            stream.flush();
        }
    }
}
