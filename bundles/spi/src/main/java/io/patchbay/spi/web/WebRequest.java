package io.patchbay.spi.web;

import static java.util.Objects.requireNonNull;

import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Presented;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP request. All values are untrusted, except for the identity and the sender.
 *
 * @param method in upper case; {@code GET} for {@code HEAD} too
 * @param path the whole path in its canonical form, without a slash at the end
 * @param query without the question mark, as the client sent it
 * @param identity the caller; empty if the route needs no credential, or if its credential is optional and none is valid
 * @param body the whole body, not copied; do not change it
 */
public record WebRequest(
        String method,
        String path,
        Optional<String> query,
        WebHeaders headers,
        WebSender sender,
        Optional<Identity.Known> identity,
        byte[] body)
        implements Presented {

    private static final byte[] NO_BODY = {};

    public WebRequest {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(query, "query");
        requireNonNull(headers, "headers");
        requireNonNull(sender, "sender");
        requireNonNull(identity, "identity");
        requireNonNull(body, "body");
    }

    /** Creates a request that is not authenticated and whose body is not read. */
    public WebRequest(String method, String path, Optional<String> query, WebHeaders headers, WebSender sender) {
        this(method, path, query, headers, sender, Optional.empty(), NO_BODY);
    }

    /** Returns the same request with its caller and body. */
    public WebRequest with(Optional<Identity.Known> caller, byte[] read) {
        return new WebRequest(method, path, query, headers, sender, caller, read);
    }

    /** Returns the same request with another method. */
    public WebRequest withMethod(String changed) {
        return new WebRequest(changed, path, query, headers, sender, identity, body);
    }

    @Override
    public List<String> headers(String name) {
        return headers.all(name);
    }

    @Override
    public InetAddress source() {
        return sender.address();
    }

    @Override
    public boolean loopback() {
        return sender.loopback();
    }

    @Override
    public List<X509Certificate> certificates() {
        return sender.certificates();
    }
}
