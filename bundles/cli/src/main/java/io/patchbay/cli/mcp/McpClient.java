package io.patchbay.cli.mcp;

import io.patchbay.cli.json.PlainJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client of one server. The client uses one revision, and sends one request at a time. */
public interface McpClient extends AutoCloseable {

    int MAX_PAGES = 10_000;

    /** Returns the revision that the client uses. */
    String revision();

    /** Returns the server's capabilities. */
    Map<String, Object> capabilities();

    /** Sends one request, and answers the questions of the server until the result arrives. */
    Map<String, Object> request(String method, Map<String, Object> params) throws McpException;

    /** Calls the tool that has this definition. */
    Map<String, Object> call(Map<String, Object> tool, Map<String, Object> arguments) throws McpException;

    /**
     * Notifies the user of changed lists, until the client is cancelled or the server ends the stream.
     *
     * @param listening called once, when the subscription is active
     */
    void listen(Runnable listening) throws McpException;

    /** Cancels the running request from another thread, and ends the session of this client. */
    void cancel();

    /** Ends the session of this client. */
    @Override
    void close();

    /** Returns the items of all pages of a list. */
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
                        McpException.Kind.ERROR,
                        "The server's list does not end, because the server returned a page twice.");
            }
        } while (cursor.isPresent());
        return all;
    }
}
