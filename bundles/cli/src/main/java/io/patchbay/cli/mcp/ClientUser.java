package io.patchbay.cli.mcp;

import java.util.Map;

/**
 * The user of a client. A server may ask or notify the user while a request runs. The methods are called on the thread
 * of the request.
 */
public interface ClientUser {

    /**
     * Returns the kinds of questions that the user can answer, in the form of client capabilities. Returns an empty
     * result if there is no user.
     */
    Map<String, Object> capabilities();

    /** Returns the answer to a request {@code elicitation/create}. */
    Map<String, Object> answer(Map<String, Object> asked);

    /** Called for a notification, for example of progress, a log message or a change. */
    void onNotification(String method, Map<String, Object> params);
}
