package io.patchbay.cli.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads the events of a {@code text/event-stream}. */
final class EventReader {

    /** One event of a stream. If the stream can be resumed, its first event has empty data. */
    record StreamEvent(String data) {}

    private final BufferedReader lines;
    private Optional<String> lastId = Optional.empty();
    private Optional<Duration> retry = Optional.empty();

    EventReader(InputStream body) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** Returns the next event. Returns an empty result at the end of the stream. Ignores an incomplete event. */
    Optional<StreamEvent> next() throws IOException {
        StringJoiner data = new StringJoiner("\n");
        boolean hasData = false;
        Optional<String> id = Optional.empty();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (id.isPresent()) {
                    lastId = id;
                }
                if (hasData) {
                    return Optional.of(new StreamEvent(data.toString()));
                }
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
            switch (field) {
                case "data" -> {
                    data.add(value);
                    hasData = true;
                }
                case "id" -> id = value.indexOf('\0') < 0 ? Optional.of(value) : id;
                case "retry" ->
                    retry = value.matches("\\d{1,9}") ? Optional.of(Duration.ofMillis(Long.parseLong(value))) : retry;
                default -> {}
            }
        }
        return Optional.empty();
    }

    /** Returns the id of the last event that has an id. The stream can be resumed after this event. */
    Optional<String> lastId() {
        return lastId;
    }

    /**
     * Returns the pause before the client resumes the stream. Returns an empty result if the server has not requested a
     * pause.
     */
    Optional<Duration> retry() {
        return retry;
    }
}
