package io.patchbay.protocol.start;

import io.patchbay.api.Json;
import io.patchbay.protocol.call.OpenCalls;
import io.patchbay.protocol.json.Lines;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code calls list}, which lists the calls and tasks that run or wait now. */
@Component
public final class CallsList implements Command {

    private static final List<String> COLUMNS = List.of("callId", "caller", "key", "name", "since", "kind", "state");
    private static final List<String> TITLES = List.of("CALL", "CALLER", "KEY", "NAME", "SINCE", "KIND", "STATE");

    private final DispatcherComponent dispatcher;

    @Activate
    public CallsList(@Reference DispatcherComponent dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public String name() {
        return "calls list";
    }

    @Override
    public String summary() {
        return "List the calls and tasks that run or wait";
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of());
    }

    @Override
    public void run(Invocation invocation) {
        List<Map<String, Object>> rows = rows(dispatcher.open().list());
        invocation.send(Json.of(Map.of("calls", rows, "text", rows.isEmpty() ? "No call is running." : table(rows))));
    }

    static List<Map<String, Object>> rows(List<OpenCalls.Open> calls) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (OpenCalls.Open call : calls) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("callId", call.callId());
            row.put("caller", Lines.of(call.caller()));
            row.put("key", Lines.of(call.key()));
            row.put("name", Lines.of(call.name()));
            row.put("since", time(call.since()));
            row.put("kind", call.kind().name().toLowerCase(Locale.ROOT));
            row.put("state", call.state());
            rows.add(row);
        }
        return rows;
    }

    /** Returns a table with one line for each call, below the titles of the columns. */
    static String table(List<Map<String, Object>> rows) {
        int[] widths = new int[COLUMNS.size()];
        for (int i = 0; i < widths.length; i++) {
            String column = COLUMNS.get(i);
            widths[i] = Math.max(
                    TITLES.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> ((String) row.get(column)).length())
                            .max()
                            .orElse(0));
        }
        StringBuilder table = new StringBuilder();
        line(table, TITLES, widths);
        rows.forEach(row -> line(
                table.append('\n'),
                COLUMNS.stream().map(column -> (String) row.get(column)).toList(),
                widths));
        return table.toString();
    }

    private static void line(StringBuilder table, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length - 1; i++) {
            table.append(cells.get(i))
                    .append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        table.append(cells.get(widths.length - 1));
    }

    private static String time(Instant since) {
        return since.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
