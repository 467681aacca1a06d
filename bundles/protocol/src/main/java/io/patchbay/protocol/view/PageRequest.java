package io.patchbay.protocol.view;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.Revision;
import io.patchbay.protocol.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request for one page of a list.
 *
 * @param caller the caller to whom cursors are bound; cursors of other callers are invalid
 * @param cursor the cursor as the client sent it; empty for the first page
 */
public record PageRequest(Revision revision, String caller, Optional<String> cursor) {

    public PageRequest {
        requireNonNull(revision, "revision");
        requireNonNull(caller, "caller");
        requireNonNull(cursor, "cursor");
    }

    /** Returns the cursor for the page that begins after a place. */
    String seal(Sealer sealer, String method, String place) {
        return sealer.seal(purpose(method), caller, place.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the place in the client's cursor; empty if this server did not issue the cursor for this method and this caller. */
    Optional<String> open(Sealer sealer, String method) {
        return cursor.flatMap(ours -> sealer.open(purpose(method), caller, ours))
                .map(plain -> new String(plain, StandardCharsets.UTF_8));
    }

    private static String purpose(String method) {
        return "cursor " + method;
    }
}
