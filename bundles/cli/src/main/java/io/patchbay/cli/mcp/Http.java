package io.patchbay.cli.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Sends HTTP requests to one endpoint, with the key for the endpoint. Never sends a request twice, and never follows a
 * redirect.
 */
public final class Http {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final String AUTHORIZATION = "Authorization";

    private final Endpoint endpoint;
    private final WireListener listener;
    private final HttpClient client;

    public Http(Endpoint endpoint, WireListener listener) {
        this.endpoint = endpoint;
        this.listener = listener;
        boolean encrypted = endpoint.url().getScheme().equals("https");
        HttpClient.Builder builder = HttpClient.newBuilder();
        endpoint.trust().context().ifPresent(builder::sslContext);
        this.client = builder
                // Without TLS, the JDK would request an upgrade to HTTP/2 together with the body of the first request.
                .version(encrypted ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Returns whether the request failed before any part of it reached the server. */
    public static boolean isNeverSent(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    }

    /**
     * Returns the reason if the client refused the server's certificate and sent nothing. Returns an empty result for
     * any other failure.
     */
    static Optional<String> certificateRefusal(IOException e) {
        Optional<String> reason = Optional.empty();
        if (e instanceof SSLException) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
                    reason = Optional.of(String.valueOf(cause.getMessage()));
                }
            }
        }
        return reason;
    }

    /** Ends a session, and waits for the answer until the timeout. */
    public void delete(Map<String, String> headers, Duration timeout) throws IOException {
        HttpRequest.Builder request = request(headers).DELETE().timeout(timeout);
        try (HttpReply reply = send(request, headers, "", new Cancellation())) {
            reply.text();
        }
    }

    HttpReply post(String body, Map<String, String> headers, Cancellation cancellation) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", "application/json");
        all.put("Accept", "application/json, text/event-stream");
        all.putAll(headers);
        return send(request(all).POST(BodyPublishers.ofString(body)), all, body, cancellation);
    }

    HttpReply get(Map<String, String> headers, Cancellation cancellation) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Accept", "text/event-stream");
        all.putAll(headers);
        return send(request(all).GET(), all, "", cancellation);
    }

    WireListener listener() {
        return listener;
    }

    private HttpRequest.Builder request(Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url());
        headers.forEach(request::header);
        endpoint.key().ifPresent(key -> request.header(AUTHORIZATION, "Bearer " + key));
        return request;
    }

    private HttpReply send(
            HttpRequest.Builder builder, Map<String, String> headers, String body, Cancellation cancellation)
            throws IOException {
        HttpRequest request = builder.build();
        Map<String, List<String>> shown = new LinkedHashMap<>();
        headers.forEach((name, value) -> shown.put(name, List.of(value)));
        endpoint.key().ifPresent(key -> shown.put(AUTHORIZATION, List.of("Bearer ***")));
        listener.sent(
                request.method(),
                Optional.ofNullable(request.uri().getRawPath()).orElse("/"),
                shown,
                body);
        HttpResponse<InputStream> response =
                cancellation.await(client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
        listener.answered(response.statusCode(), response.headers().map());
        cancellation.closeOnCancel(response.body());
        return new HttpReply(response.statusCode(), response.headers(), response.body());
    }
}
