package io.patchbay.protocol.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The web pages that the user of one session was asked to open. Keeps only the latest pages. Thread-safe. */
final class AskedPages {

    private static final int MAX_PAGES = 100;

    private final Map<Page, JsonNode> asked = new LinkedHashMap<>(2) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Page, JsonNode> eldest) {
            return size() > MAX_PAGES;
        }
    };

    /**
     * Adds a page.
     *
     * @param request the id of the client's request during which the user was asked to open the page
     */
    synchronized void add(String owner, String id, JsonNode request) {
        asked.put(new Page(owner, id), request);
    }

    /** Removes a page and returns the id of its request; empty if the user was not asked to open the page. */
    synchronized Optional<JsonNode> remove(String owner, String id) {
        return Optional.ofNullable(asked.remove(new Page(owner, id)));
    }

    private record Page(String owner, String id) {}
}
