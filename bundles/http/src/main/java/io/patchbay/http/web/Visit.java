package io.patchbay.http.web;

import io.patchbay.spi.web.WebAnswer;
import io.patchbay.spi.web.WebHeaders;
import io.patchbay.spi.web.WebRequest;
import java.util.List;
import java.util.Optional;

/** One request to the routes of an owner, and the way to answer it. */
final class Visit {

    private static final String OPTIONS = "OPTIONS";

    private final WebRequest request;
    private final WebDoor door;
    private final RouteOwner owner;
    private final Optional<RouteOwner.Found> found;
    private final Optional<String> page;
    private final boolean readable;

    Visit(WebRequest request, WebDoor door, RouteOwner owner) {
        this.request = request.method().equals("HEAD") ? request.withMethod("GET") : request;
        this.door = door;
        this.owner = owner;
        this.found = owner.find(request.path(), request.method());
        this.page = request.headers().first("Origin");
        this.readable = found.map(match -> match.route().readableByPages())
                .orElseGet(() -> owner.isReadableByPages(request.path()));
    }

    /** Returns the request; its method is {@code GET} for {@code HEAD}. */
    WebRequest request() {
        return request;
    }

    WebDoor door() {
        return door;
    }

    RouteOwner owner() {
        return owner;
    }

    Optional<RouteOwner.Found> found() {
        return found;
    }

    /** Returns whether a web page sends the request, and may not use the route. */
    boolean isFromStrangePage() {
        return page.isPresent() && !readable;
    }

    /** Returns whether a page asks what it may send to a route that pages may use. */
    boolean isPreflight() {
        return request.method().equals(OPTIONS) && page.isPresent() && readable;
    }

    /** Answers a page that asks what it may send. */
    void answerPreflight() {
        Headers headers = new Headers();
        CrossOrigin.allowSend(
                owner.methods(request.path()), request.headers().all("Access-Control-Request-Headers"), headers::add);
        answer(WebAnswer.of(204), headers.all);
    }

    /** Sends an answer that is no stream. */
    void answer(WebAnswer answer) {
        answer(answer, WebHeaders.NONE);
    }

    /**
     * Sends an answer with the headers that the server adds to every answer. Blocks until a stream is complete.
     *
     * @throws Exception of the writer of a stream
     */
    void send(WebAnswer answer) throws Exception {
        send(answer, WebHeaders.NONE);
    }

    private void answer(WebAnswer answer, WebHeaders more) {
        try {
            send(answer, more);
        } catch (Exception e) {
            throw new IllegalStateException("Only a stream can fail", e);
        }
    }

    private void send(WebAnswer answer, WebHeaders more) throws Exception {
        Headers headers = new Headers();
        headers.all = more;
        headers.add("X-Content-Type-Options", "nosniff");
        if (answer.headers().first("Cache-Control").isEmpty()) {
            headers.add("Cache-Control", "no-store");
        }
        if (page.isPresent() && readable) {
            CrossOrigin.allowRead(page.get(), headers::add);
        } else if (!readable) {
            headers.add("Cross-Origin-Resource-Policy", "same-origin");
        }
        door.send(answer, headers.all);
    }

    /** Returns the methods of the path, for {@code Allow}; empty if there is no such path. */
    Optional<String> methods() {
        return Optional.of(owner.methods(request.path())).filter(methods -> !methods.isEmpty());
    }

    /** Returns the values that the request has of a header. */
    List<String> header(String name) {
        return request.headers().all(name);
    }

    /** Headers that grow. */
    private static final class Headers {
        private WebHeaders all = WebHeaders.NONE;

        void add(String name, String value) {
            all = all.with(name, value);
        }
    }
}
