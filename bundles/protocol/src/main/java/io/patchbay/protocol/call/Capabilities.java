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

    private final Access access;

    public Capabilities(Access access) {
        this.access = access;
    }

    public void write(Call call, JsonGenerator out) throws IOException {
        boolean subscriptions = access.isFeatureVisible(call, Features.SUBSCRIPTIONS);
        out.writeObjectFieldStart("capabilities");
        list(out, call, Features.TOOLS, subscriptions);
        if (access.isFeatureVisible(call, Features.RESOURCES)) {
            out.writeObjectFieldStart("resources");
            out.writeBooleanField("listChanged", subscriptions);
            out.writeBooleanField("subscribe", subscriptions);
            out.writeEndObject();
        }
        list(out, call, Features.PROMPTS, subscriptions);
        if (Feature.COMPLETIONS_CAPABILITY.in(call.revision())) {
            empty(out, call, Features.COMPLETION, "completions");
        }
        empty(out, call, Features.LOGGING, "logging");
        if (call.modern() && access.isFeatureVisible(call, Features.TASKS)) {
            out.writeObjectFieldStart("extensions");
            out.writeObjectFieldStart(TasksExtension.NAME);
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void list(JsonGenerator out, Call call, String feature, boolean changes) throws IOException {
        if (access.isFeatureVisible(call, feature)) {
            out.writeObjectFieldStart(feature);
            out.writeBooleanField("listChanged", changes);
            out.writeEndObject();
        }
    }

    private void empty(JsonGenerator out, Call call, String feature, String name) throws IOException {
        if (access.isFeatureVisible(call, feature)) {
            out.writeObjectFieldStart(name);
            out.writeEndObject();
        }
    }
}
