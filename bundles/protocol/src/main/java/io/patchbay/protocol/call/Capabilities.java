package io.patchbay.protocol.call;

import com.fasterxml.jackson.core.JsonGenerator;
import io.patchbay.protocol.rpc.Feature;
import io.patchbay.protocol.rpc.TasksExtension;
import java.io.IOException;

/**
 * The capabilities that this server declares to a caller, in both eras. The methods of an undeclared capability answer
 * as if the capability did not exist.
 */
public final class Capabilities {

    public static final String COMPLETION = "completion";
    public static final String LOGGING = "logging";
    public static final String SUBSCRIPTIONS = "subscriptions";

    private final Access access;

    public Capabilities(Access access) {
        this.access = access;
    }

    public void write(Call call, JsonGenerator out) throws IOException {
        boolean subscriptions = access.isFeatureVisible(call, SUBSCRIPTIONS);
        out.writeObjectFieldStart("capabilities");
        list(out, "tools", subscriptions);
        out.writeObjectFieldStart("resources");
        out.writeBooleanField("listChanged", subscriptions);
        out.writeBooleanField("subscribe", subscriptions);
        out.writeEndObject();
        list(out, "prompts", subscriptions);
        if (Feature.COMPLETIONS_CAPABILITY.in(call.revision())) {
            empty(out, call, COMPLETION, "completions");
        }
        empty(out, call, LOGGING, "logging");
        if (call.modern()) {
            out.writeObjectFieldStart("extensions");
            out.writeObjectFieldStart(TasksExtension.NAME);
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void list(JsonGenerator out, String name, boolean changes) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeBooleanField("listChanged", changes);
        out.writeEndObject();
    }

    private void empty(JsonGenerator out, Call call, String feature, String name) throws IOException {
        if (access.isFeatureVisible(call, feature)) {
            out.writeObjectFieldStart(name);
            out.writeEndObject();
        }
    }
}
