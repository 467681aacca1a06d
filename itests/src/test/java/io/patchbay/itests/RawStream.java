package io.patchbay.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection, down to the socket, that reads streams event by event and can break. */
final class RawStream implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MOMENT_MILLIS = 500;

    private final URI endpoint;
    private final Socket socket;
    private final BufferedReader lines;
    private String lastEvent = "";
    private String session = "";
    private int length;
    private int keepAlives;

    RawStream(URI endpoint) throws IOException {
        this.endpoint = endpoint;
        socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends a request and reads the head of its answer. */
    int send(String method, String headers, String body) throws IOException {
        start(method, headers, body);
        return head();
    }

    /** Sends a request. */
    void start(String method, String headers, String body) throws IOException {
        String head = method + " " + endpoint.getPath() + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the head of an answer. */
    int head() throws IOException {
        int status = Integer.parseInt(lines.readLine().split(" ")[1]);
        for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            } else if (line.startsWith("Mcp-Session-Id: ")) {
                session = line.substring("Mcp-Session-Id: ".length());
            }
        }
        return status;
    }

    /** Sends a request and reads its answer, one message in ASCII; the connection is free for another then. */
    JsonNode whole(String headers, String body) throws IOException {
        send("POST", headers, body);
        char[] answer = new char[length];
        for (int read = 0; read < length; read++) {
            answer[read] = (char) lines.read();
        }
        return new ObjectMapper().readTree(new String(answer));
    }

    /** The next event: empty data for one without, and nothing at the end of the answer. What frames the chunks is passed over. */
    Optional<String> next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                lastEvent = line.substring(4);
            } else if (line.startsWith(": keep-alive")) {
                keepAlives++;
            } else if (line.startsWith("data: ")) {
                return Optional.of(line.substring(6));
            } else if (line.equals("0")) {
                lines.readLine();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether the server closes the connection after the answer that was read; for a moment it may not have yet. */
    boolean closed() throws IOException {
        socket.setSoTimeout(MOMENT_MILLIS);
        try {
            return lines.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Reads to the response. */
    JsonNode response() throws IOException {
        for (Optional<String> data = next(); data.isPresent(); data = next()) {
            if (data.get().contains("\"result\"")) {
                return new ObjectMapper().readTree(data.get());
            }
        }
        throw new AssertionError("The stream ended without a response.");
    }

    /** The id of the last event that was read. */
    String lastEvent() {
        return lastEvent;
    }

    /** The session that an answer opened. */
    String session() {
        return session;
    }

    /** How many comments kept the stream alive so far. */
    int keepAlives() {
        return keepAlives;
    }

    /** Breaks the connection, as a network does: with a reset. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
