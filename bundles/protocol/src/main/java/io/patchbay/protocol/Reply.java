package io.patchbay.protocol;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A complete HTTP answer.
 *
 * @param body the body as {@code application/json} in UTF-8; may be empty; the array is not copied
 */
public record Reply(int status, List<Header> headers, byte[] body) {

    private static final byte[] NOTHING = {};

    public Reply {
        headers = List.copyOf(headers);
        requireNonNull(body, "body");
    }

    public static Reply json(int status, byte[] body) {
        return new Reply(status, List.of(), body);
    }

    public static Reply empty(int status) {
        return new Reply(status, List.of(), NOTHING);
    }

    public Reply with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Reply(status, more, body);
    }

    /** One header field. */
    public record Header(String name, String value) {
        public Header {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
        }
    }
}
