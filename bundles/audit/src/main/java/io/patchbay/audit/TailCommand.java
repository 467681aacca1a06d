package io.patchbay.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.patchbay.api.Json;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.support.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The command {@code audit tail} shows the last lines of the trail. The argument {@code lines} is the number of lines,
 * by default 20.
 */
@Component
public final class TailCommand implements Command {

    private static final long MAX_LINES = 1000;
    private static final List<String> SHOWN_MEMBERS = List.of(
            "callId", "caller", "method", "target", "decision", "outcome", "code", "reason", "source", "count", "note");

    private final FileTrail trail;
    private final JsonFactory json = new JsonFactory();

    @Activate
    public TailCommand(@Reference FileTrail trail) {
        this.trail = trail;
    }

    @Override
    public String name() {
        return "audit tail";
    }

    @Override
    public String summary() {
        return "Show the last lines of the audit trail";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of("lines"));
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        long wanted = wanted(invocation);
        if (wanted < 1 || wanted > MAX_LINES) {
            throw new IllegalArgumentException("lines must be a number from 1 to " + MAX_LINES + ".");
        }
        try {
            trail.flush();
        } catch (AuditException e) {
            invocation.send(Json.of(Map.of("text", "(The newest lines may be missing: " + e.getMessage() + ")")));
        }
        for (byte[] line : lastLines(wanted)) {
            invocation.send(
                    Json.of(Map.of("line", new Json(new String(line, StandardCharsets.UTF_8)), "text", text(line))));
        }
    }

    private static long wanted(Invocation invocation) {
        Object lines = invocation.arguments().values().get("lines");
        try {
            return lines == null ? 20 : Long.parseLong(lines.toString().strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Deque<byte[]> lastLines(long wanted) throws IOException {
        Deque<byte[]> last = new ArrayDeque<>();
        List<Path> segments = new TrailFolder(trail.folder()).segments();
        for (int i = segments.size() - 1; i >= 0 && last.size() < wanted; i--) {
            List<byte[]> lines = TrailFolder.tail(segments.get(i), Files.size(segments.get(i)))
                    .lines();
            for (int n = lines.size() - 1; n >= 0 && last.size() < wanted; n--) {
                if (TrailLine.read(lines.get(n)).isPresent()) {
                    last.addFirst(lines.get(n));
                }
            }
        }
        return last;
    }

    private String text(byte[] line) throws IOException {
        Map<String, String> members = members(line);
        StringBuilder text =
                new StringBuilder(members.getOrDefault("time", "")).append("  ").append(members.get("kind"));
        for (String name : SHOWN_MEMBERS) {
            String value = members.getOrDefault(name, "");
            if (!value.isEmpty()) {
                text.append(name.equals("callId") ? "  " : " ")
                        .append(name.equals("count") ? "×" : "")
                        .append(SafeText.line(value));
            }
        }
        if (members.containsKey("micros")) {
            text.append(' ')
                    .append(Long.parseLong(members.get("micros")) / 1000.0)
                    .append(" ms");
        }
        return text.toString();
    }

    /** Returns the top-level members of the line that have scalar values. */
    private Map<String, String> members(byte[] line) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = json.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    members.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return members;
    }
}
