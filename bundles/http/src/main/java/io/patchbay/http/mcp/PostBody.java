package io.patchbay.http.mcp;

import io.patchbay.http.request.BodyReader;
import io.patchbay.http.settings.HttpSettings;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/** The body of one POST: checks its type and declared size, reads it, and calls the dispatcher. */
final class PostBody implements BodyReader.Receiver {

    private final McpRequest mcp;
    private final Request request;
    private final McpServices services;
    private final DispatchThreads threads;
    private final HttpSettings.ServerLimits limits;

    PostBody(McpRequest mcp, McpServices services, DispatchThreads threads) {
        this.mcp = mcp;
        this.request = mcp.incoming().request();
        this.services = services;
        this.threads = threads;
        this.limits = services.request().settings().get().limits();
    }

    void start() {
        long contentLength = -1;
        String type = null;
        for (HttpField field : request.getHeaders()) {
            HttpHeader header = field.getHeader();
            if (header == HttpHeader.CONTENT_TYPE) {
                type = type == null ? field.getValue() : "";
            } else if (header == HttpHeader.CONTENT_LENGTH) {
                contentLength = field.getLongValue();
            } else if (header == HttpHeader.CONTENT_ENCODING && !"identity".equalsIgnoreCase(field.getValue())) {
                refuse(415, "unsupported_encoding", "The body must not be compressed.");
                return;
            } else if (header == HttpHeader.TRANSFER_ENCODING
                    && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
                // RFC 9112, section 6.1: the framing of an HTTP/1.0 request with Transfer-Encoding is faulty
                refuse(400, "malformed", "HTTP/1.0 does not support Transfer-Encoding.");
                return;
            }
        }
        if (!MediaType.isJson(type)) {
            refuse(415, "unsupported_media_type", "The body must be application/json in UTF-8.");
        } else if (contentLength > limits.bodyBytes()) {
            failed(BodyReader.Failure.TOO_LARGE);
        } else {
            String caller = Streams.key(mcp.identity().caller());
            new BodyReader(
                            request,
                            new BodyReader.Bounds(limits.bodyBytes(), limits.request(), services.bodyMemory(), caller),
                            this)
                    .run();
        }
    }

    @Override
    public void received(byte[] body, boolean onReadingThread) {
        threads.dispatch(mcp, body, onReadingThread);
    }

    @Override
    public void failed(BodyReader.Failure failure) {
        switch (failure) {
            case TOO_LARGE -> refuse(413, "too_large", "The body is larger than " + limits.bodyBytes() + " bytes.");
            case CALLER_MEMORY ->
                refuseForMemory(
                        429, "This caller has too many large requests at the same time. Retry in a few seconds.");
            case SERVER_MEMORY ->
                refuseForMemory(
                        503, "This server has too many large requests at the same time. Retry in a few seconds.");
            case INCOMPLETE -> refuse(400, "half_sent", "The body ended before it was complete.");
            case TOO_SLOW -> {
                recordRefusal("too_slow");
                services.request().errors().respondUnread(mcp.incoming(), 408, "The body took too long to arrive.");
            }
        }
    }

    private void refuseForMemory(int status, String sentence) {
        mcp.incoming().response().getHeaders().put(HttpHeader.RETRY_AFTER, "5");
        refuse(status, "too_many_bodies", sentence);
    }

    private void refuse(int status, String reason, String sentence) {
        recordRefusal(reason);
        services.request().errors().respond(mcp.incoming(), status, sentence);
    }

    private void recordRefusal(String reason) {
        services.request().guards().recordRefusal(mcp.incoming().sender(), reason, mcp.identity());
    }
}
