package io.patchbay.protocol.call;

import com.fasterxml.jackson.core.JsonGenerator;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Feature;
import io.patchbay.protocol.task.TasksExtension;
import java.io.IOException;

/** What this server can do for a caller, as both eras declare it; what is not declared answers as if it did not exist. */
public final class Capabilities {

    public static final String COMPLETION = "completion";
    public static final String LOGGING = "logging";
    public static final String SUBSCRIPTIONS = "subscriptions";

    private final Access access;

    public Capabilities(Access access) {
        this.access = access;
    }

    public void write(Call call, JsonGenerator out) throws IOException {
        boolean subscriptions = access.feature(call, SUBSCRIPTIONS);
        out.writeObjectFieldStart("capabilities");
        list(out, "tools", subscriptions);
        out.writeObjectFieldStart("resources");
        out.writeBooleanField("listChanged", subscriptions);
        out.writeBooleanField("subscribe", subscriptions);
        out.writeEndObject();
        list(out, "prompts", subscriptions);
        if (call.revision().has(Feature.COMPLETIONS_CAPABILITY)) {
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

    /** @throws ProtocolException as if the method did not exist, when this part is not there for the caller */
    public void require(Call call, String feature) throws ProtocolException {
        if (!access.feature(call, feature)) {
            throw ProtocolException.methodNotFound(
                    call.revision(), call.request().method());
        }
    }

    private void list(JsonGenerator out, String name, boolean changes) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeBooleanField("listChanged", changes);
        out.writeEndObject();
    }

    private void empty(JsonGenerator out, Call call, String feature, String name) throws IOException {
        if (access.feature(call, feature)) {
            out.writeObjectFieldStart(name);
            out.writeEndObject();
        }
    }
}
