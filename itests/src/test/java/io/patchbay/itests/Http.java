package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** HTTP as MCP uses it, with the credential of one caller. */
final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client;
    private final URI endpoint;
    private final String key;

    /** @param key {@code keyId:secret}; empty for none */
    Http(URI endpoint, String key) {
        this(endpoint, key, HttpClient.Version.HTTP_1_1);
    }

    Http(URI endpoint, String key, HttpClient.Version version) {
        this.endpoint = endpoint;
        this.key = key;
        this.client = HttpClient.newBuilder()
                .version(version)
                .connectTimeout(PATIENCE)
                .build();
    }

    HttpResponse<InputStream> post(Map<String, ?> body, Map<String, String> headers)
            throws IOException, InterruptedException {
        return post(json.writeValueAsString(body), headers);
    }

    HttpResponse<InputStream> post(String body, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(headers)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<InputStream> get(Map<String, String> headers) throws IOException, InterruptedException {
        return client.send(
                request(headers).header("Accept", "text/event-stream").GET().build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> delete(Map<String, String> headers) throws IOException, InterruptedException {
        return client.send(request(headers).DELETE().build(), BodyHandlers.ofString());
    }

    /** Another page of the same server, without the credential. */
    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve(path)).timeout(PATIENCE).build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Another page of the same server, with the credential. */
    HttpResponse<String> pageWithKey(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    static boolean isStream(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    JsonNode tree(InputStream body) throws IOException {
        return json.readTree(body);
    }

    private HttpRequest.Builder request(Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).timeout(PATIENCE);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::header);
        return request;
    }
}
