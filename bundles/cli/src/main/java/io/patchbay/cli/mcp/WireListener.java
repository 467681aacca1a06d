package io.patchbay.cli.mcp;

import java.util.List;
import java.util.Map;

/** Receives every request and answer, without the key. Any thread may call the methods. */
public interface WireListener {

    /** Called before a request is sent. The body is empty for a request without a body. */
    void sent(String method, String path, Map<String, List<String>> headers, String body);

    /** Called for the head of an answer. */
    void answered(int status, Map<String, List<String>> headers);

    /** Called for each message, or for a body that is not a message. */
    void received(String text);

    static WireListener none() {
        return new WireListener() {
            @Override
            public void sent(String method, String path, Map<String, List<String>> headers, String body) {}

            @Override
            public void answered(int status, Map<String, List<String>> headers) {}

            @Override
            public void received(String text) {}
        };
    }
}
