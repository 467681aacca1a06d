package io.patchbay.cli.mcp;

import java.util.List;
import java.util.Map;

/** Hears all that goes over the wire, from any thread, with the credential left out. */
public interface WireListener {

    /** A request that is about to be sent; the body is empty where there is none. */
    void sent(String method, String path, Map<String, List<String>> headers, String body);

    /** The head of an answer. */
    void answered(int status, Map<String, List<String>> headers);

    /** One message, or whatever else the body was. */
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
