package io.patchbay.http.mcp;

import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.Dispatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the {@link Dispatcher} for each request whose body was read, on a thread that serves no other request. */
final class DispatchThreads {

    private static final Logger log = LoggerFactory.getLogger(DispatchThreads.class);

    private final McpServices services;
    private final CallThreads threads = new CallThreads();

    /**
     * True on a virtual thread that has served a request. Jetty may read the next request of the connection on this
     * thread.
     */
    private final ThreadLocal<Boolean> used = new ThreadLocal<>();

    DispatchThreads(McpServices services) {
        this.services = services;
    }

    /** @param onReadingThread whether this thread read the request from its connection, and may therefore serve the request */
    void dispatch(McpRequest request, byte[] body, boolean onReadingThread) {
        HttpExchange exchange = new HttpExchange(request, body, services);
        request.incoming().request().addIdleTimeoutListener(timeout -> false);
        if (onReadingThread && CallThreads.onVirtual() && used.get() == null) {
            used.set(Boolean.TRUE);
            exchange.beginDispatchInPlace();
            serve(request.dispatcher(), exchange);
        } else {
            threads.execute(() -> serve(request.dispatcher(), exchange));
        }
    }

    private static void serve(Dispatcher dispatcher, HttpExchange exchange) {
        try {
            dispatcher.dispatch(exchange);
        } catch (Throwable e) {
            log.error("The dispatcher failed", e);
            exchange.fail();
        } finally {
            exchange.endDispatch();
        }
    }
}
