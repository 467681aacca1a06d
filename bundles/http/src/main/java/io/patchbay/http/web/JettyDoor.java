package io.patchbay.http.web;

import io.patchbay.api.Caller;
import io.patchbay.http.request.BodyReader;
import io.patchbay.http.request.ErrorResponses;
import io.patchbay.http.request.Incoming;
import io.patchbay.http.request.RequestServices;
import io.patchbay.http.request.Sender;
import io.patchbay.http.request.UnreadBody;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.spi.web.WebAnswer;
import io.patchbay.spi.web.WebHeaders;
import io.patchbay.spi.web.WebRequest;
import io.patchbay.spi.web.WebSender;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** A request that arrived through Jetty. */
final class JettyDoor implements WebDoor {

    private final Incoming incoming;
    private final RequestServices services;
    private final DoorServices doors;
    private volatile boolean givenUpReading;

    JettyDoor(Incoming incoming, RequestServices services, DoorServices doors) {
        this.incoming = incoming;
        this.services = services;
        this.doors = doors;
    }

    /** Reads the head of a request, without its body. */
    static WebRequest read(Incoming incoming, String path) {
        Request request = incoming.request();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            headers.add(Map.entry(field.getName(), field.getValue() == null ? "" : field.getValue()));
        }
        Sender sender = incoming.sender();
        return new WebRequest(
                request.getMethod(),
                path,
                Optional.ofNullable(request.getHttpURI().getQuery()),
                WebHeaders.of(headers),
                new WebSender(sender.source(), sender.loopback(), sender.certificates()));
    }

    @Override
    public boolean admit(Caller caller) {
        return incoming.sender()
                .client()
                .map(client -> doors.connections().admit(client, caller))
                .orElse(true);
    }

    @Override
    public void holdOpen() {
        incoming.request().addIdleTimeoutListener(timeout -> false);
    }

    @Override
    public void readBody(long maxBytes, String caller, BodyReader.Receiver receiver) {
        Request request = incoming.request();
        if (request.getLength() > maxBytes) {
            receiver.failed(BodyReader.Failure.TOO_LARGE);
            return;
        }
        if (maxBytes == 0) {
            // Waiting for a body whose length is unknown would let strangers hold the threads of the server.
            receiver.received(new byte[0], true);
            return;
        }
        HttpSettings settings = services.settings().get();
        BodyReader.Bounds bounds = new BodyReader.Bounds(
                Math.toIntExact(maxBytes), settings.limits().request(), doors.bodyMemory(), caller);
        new BodyReader(request, bounds, new BodyReader.Receiver() {
                    @Override
                    public void received(byte[] body, boolean onReadingThread) {
                        receiver.received(body, onReadingThread);
                    }

                    @Override
                    public void failed(BodyReader.Failure failure) {
                        givenUpReading =
                                failure == BodyReader.Failure.TOO_SLOW || failure == BodyReader.Failure.INCOMPLETE;
                        receiver.failed(failure);
                    }
                })
                .run();
    }

    @Override
    public void send(WebAnswer answer, WebHeaders headers) throws Exception {
        Response response = incoming.response();
        services.metrics().countResponse(answer.status());
        response.setStatus(answer.status());
        put(answer.headers(), response.getHeaders());
        put(headers, response.getHeaders());
        boolean refused = answer.status() >= 400 && answer.status() < 500;
        if (doors.connections().isFull() || refused && doors.connections().isScarce()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        if (answer.body() instanceof WebAnswer.Bytes bytes) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.bytes().length);
            response.write(true, ByteBuffer.wrap(bytes.bytes()), completion());
        } else if (answer.body() instanceof WebAnswer.Stream stream) {
            write(stream);
        } else {
            throw new AssertionError(answer.body());
        }
    }

    private void write(WebAnswer.Stream stream) throws Exception {
        if ("HEAD".equals(incoming.request().getMethod())) {
            incoming.response().write(true, ByteBuffer.allocate(0), completion());
            return;
        }
        Response response = incoming.response();
        OutputStream out = Content.Sink.asOutputStream(response);
        Unclosed unclosed = new Unclosed(out);
        try {
            stream.writer().write(unclosed);
            out.close();
        } catch (Throwable e) {
            if (response.isCommitted()) {
                incoming.callback().failed(e);
            } else {
                response.reset();
                send(WebProblems.of(500, ErrorResponses.INTERNAL), WebHeaders.NONE);
            }
            if (unclosed.broken) {
                throw new ClientGone(e);
            }
            throw e;
        }
        incoming.callback().succeeded();
    }

    /** Completes the request. The rest of an unread body is discarded, so that the client reads the answer. */
    private Callback completion() {
        Callback done = incoming.callback();
        return givenUpReading
                ? done
                : Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> UnreadBody.discard(
                                incoming.request(),
                                services.settings().get().limits().request(),
                                done),
                        done::failed);
    }

    private static void put(WebHeaders from, HttpFields.Mutable headers) {
        from.byName().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
    }

    /** Keeps a writer from ending the body, which would then look complete even if the writer fails. */
    private static final class Unclosed extends FilterOutputStream {
        /** Whether the client no longer reads. */
        private volatile boolean broken;

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
