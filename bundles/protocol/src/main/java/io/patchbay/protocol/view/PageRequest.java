package io.patchbay.protocol.view;

import static java.util.Objects.requireNonNull;

import io.patchbay.protocol.Revision;
import io.patchbay.protocol.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What part of a list is asked for.
 *
 * @param caller whom cursors are bound to: somebody else's are not good
 * @param cursor as the client sent it; empty for the first page
 */
public record PageRequest(Revision revision, String caller, Optional<String> cursor) {

    public PageRequest {
        requireNonNull(revision, "revision");
        requireNonNull(caller, "caller");
        requireNonNull(cursor, "cursor");
    }

    /** Makes the cursor of the page that follows. */
    String seal(Sealer sealer, String method, String place) {
        return sealer.seal(purpose(method), caller, place.getBytes(StandardCharsets.UTF_8));
    }

    /** The place the client's cursor stands for; empty when it is not one of ours, for this method and this caller. */
    Optional<String> open(Sealer sealer, String method) {
        return cursor.flatMap(ours -> sealer.open(purpose(method), caller, ours))
                .map(plain -> new String(plain, StandardCharsets.UTF_8));
    }

    private static String purpose(String method) {
        return "cursor " + method;
    }
}
