package io.patchbay.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which pages the user of one session was asked to open, the latest only. Any thread. */
final class AskedPages {

    private static final int MOST = 100;

    private final Map<Page, JsonNode> asked = new LinkedHashMap<>(2) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Page, JsonNode> eldest) {
            return size() > MOST;
        }
    };

    /** @param request the id of the client's request for which it was asked */
    synchronized void asked(String owner, String id, JsonNode request) {
        asked.put(new Page(owner, id), request);
    }

    /** The id of the request for which it was asked, once; empty when it was not. */
    synchronized Optional<JsonNode> finished(String owner, String id) {
        return Optional.ofNullable(asked.remove(new Page(owner, id)));
    }

    private record Page(String owner, String id) {}
}
