package io.patchbay.cli.mcp;

import java.util.Map;

/** The user of a client, whom a server may ask and notify while a request runs. Called on the request's own thread. */
public interface ClientUser {

    /** Returns which questions the user can answer, as capabilities of the client; empty if there is no user. */
    Map<String, Object> capabilities();

    /** Answers {@code elicitation/create}. */
    Map<String, Object> answer(Map<String, Object> asked);

    /** Called for a notification: progress, a log message, a change. */
    void told(String method, Map<String, Object> params);
}
