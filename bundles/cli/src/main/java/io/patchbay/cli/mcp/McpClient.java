package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client that speaks one revision with one server, one request at a time. */
public interface McpClient extends AutoCloseable {

    int MAX_PAGES = 10_000;

    /** The revision that is spoken. */
    String revision();

    /** What the server says it can do. */
    Map<String, Object> capabilities();

    /** Does one request, answering what is asked on the way. */
    Map<String, Object> request(String method, Map<String, Object> params) throws McpException;

    /** Calls a tool whose definition is known. */
    Map<String, Object> call(Map<String, Object> tool, Map<String, Object> arguments) throws McpException;

    /**
     * Listens for changed lists, which the person is told, until it is cancelled or the server ends it.
     *
     * @param listening called once nothing is missed any more
     */
    void listen(Runnable listening) throws McpException;

    /** Cancels the request that runs, from another thread, and ends what the server keeps for this client. */
    void cancel();

    /** Ends what the server keeps for this client. */
    @Override
    void close();

    /** All pages of a list. */
    default List<Map<String, Object>> list(String method, String member) throws McpException {
        List<Map<String, Object>> all = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            Map<String, Object> params = new LinkedHashMap<>();
            cursor.ifPresent(place -> params.put("cursor", place));
            Map<String, Object> page = request(method, params);
            all.addAll(PlainJson.members(page, member));
            cursor = PlainJson.string(page, "nextCursor");
            if (cursor.isPresent() && (!cursors.add(cursor.get()) || cursors.size() > MAX_PAGES)) {
                throw new McpException(
                        McpException.Kind.ERROR, "The server's list has no end: it gives a page out again.");
            }
        } while (cursor.isPresent());
        return all;
    }
}
