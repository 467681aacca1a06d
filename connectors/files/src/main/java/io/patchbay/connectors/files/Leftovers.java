package io.patchbay.connectors.files;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Clears away what writes of an earlier run left behind when it was killed: once in each folder, before the first write into it. */
final class Leftovers {

    /** Longer than any write takes; another server may be writing here. */
    private static final Duration OLD = Duration.ofMinutes(15);

    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Boolean> cleared = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    void clear(HandleFolder folder) throws IOException {
        Optional<Stamp> self = folder.self();
        synchronized (cleared) {
            if (self.isEmpty() || cleared.put(self.get().key(), true) != null) {
                return;
            }
        }
        List<String> names = new ArrayList<>();
        folder.names(name -> {
            if (Temporary.isName(name)) {
                names.add(name);
            }
        });
        Instant before = Instant.now().minus(OLD);
        for (String name : names) {
            Optional<Entry> entry = folder.listed(name);
            if (entry.isPresent() && entry.get().modified().isBefore(before)) {
                discard(folder, entry.get());
            }
        }
    }

    private static void discard(HandleFolder folder, Entry entry) throws IOException {
        try {
            if (entry.isFolder()) {
                folder.removeFolder(entry.name());
            } else {
                folder.remove(entry.name());
            }
        } catch (IOException e) {
            // Not empty, or not ours to remove: it is hidden in any case.
        }
    }
}
