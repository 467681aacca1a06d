package io.patchbay.cli.mcp;

import java.util.Map;

/** Whoever a server may ask, and tells things to, while a request runs. Called on the request's own thread. */
public interface ClientUser {

    /** What may be asked, as the capabilities of a client; empty where nobody is there. */
    Map<String, Object> capabilities();

    /** Answers {@code elicitation/create}. */
    Map<String, Object> answer(Map<String, Object> asked);

    /** A notification: progress, a line of log, a change. */
    void told(String method, Map<String, Object> params);
}
