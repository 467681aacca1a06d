package io.patchbay.spi.web;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Json;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The answer to one HTTP request. The server adds the headers of CORS, caching and framing: without a {@code Cache-Control} of the
 * handler, an answer is not stored.
 *
 * @param status 200 to 599
 * @param headers without those that belong to the server
 * @param body the bytes, or the callback that writes them
 */
public record WebAnswer(int status, WebHeaders headers, Body body) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final String CORS_PREFIX = "access-control-";
    private static final Set<String> OF_THE_SERVER =
            Set.of("connection", "content-length", "date", "server", "trailer", "transfer-encoding", "upgrade");

    /** The body of an answer. */
    public sealed interface Body {}

    /** A body in memory, not copied; do not change it. */
    public record Bytes(byte[] bytes) implements Body {
        public Bytes {
            requireNonNull(bytes, "bytes");
        }
    }

    /** A body that is written while it is produced. */
    public record Stream(StreamWriter writer) implements Body {
        public Stream {
            requireNonNull(writer, "writer");
        }
    }

    /** Writes the body of a streamed answer. */
    @FunctionalInterface
    @ConsumerType
    public interface StreamWriter {

        /**
         * Writes the body. Called once after the handler has returned, on the same thread; not called for {@code HEAD}. A write blocks
         * while the client reads slowly, and throws when the client has disconnected or does not read for the idle timeout. A stream
         * may take longer than a handler. If the method throws, the connection is closed, so that the client does not take the body for
         * complete.
         */
        void write(OutputStream out) throws Exception;
    }

    public WebAnswer {
        requireNonNull(headers, "headers");
        requireNonNull(body, "body");
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("Not a status of an answer: " + status);
        }
        headers.byName().forEach((name, values) -> values.forEach(value -> check(name, value)));
    }

    /** Returns an answer without a body. */
    public static WebAnswer of(int status) {
        return new WebAnswer(status, WebHeaders.NONE, new Bytes(new byte[0]));
    }

    /** Returns an answer with a body in memory. */
    public static WebAnswer of(int status, String contentType, byte[] body) {
        return new WebAnswer(status, WebHeaders.NONE.with("Content-Type", contentType), new Bytes(body));
    }

    /** Returns an answer with a JSON document. */
    public static WebAnswer json(int status, Json document) {
        return of(status, "application/json", document.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an answer whose body is written while it is produced. */
    public static WebAnswer stream(int status, String contentType, StreamWriter writer) {
        return new WebAnswer(status, WebHeaders.NONE.with("Content-Type", contentType), new Stream(writer));
    }

    /**
     * Returns a problem document (RFC 9457).
     *
     * @param title the same for all problems with this status
     * @param detail what is wrong with this request and what to do; no secrets
     */
    public static WebAnswer problem(int status, String title, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        return of(status, "application/problem+json", Json.of(problem).text().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the same answer with one more header.
     *
     * @throws IllegalArgumentException if the name or value is invalid, or if only the server may send the header
     */
    public WebAnswer with(String name, String value) {
        return new WebAnswer(status, headers.with(name, value), body);
    }

    private static void check(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a valid header: " + name);
        }
        if (OF_THE_SERVER.contains(lower) || lower.startsWith(CORS_PREFIX)) {
            throw new IllegalArgumentException("Only the server may send the header " + name + ".");
        }
    }
}
