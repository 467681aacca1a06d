package io.patchbay.protocol.task;

import com.fasterxml.jackson.core.JsonGenerator;
import io.patchbay.api.InputRequest;
import io.patchbay.api.Json;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.wire.ContentFormat;
import io.patchbay.protocol.wire.ModernFormat;
import io.patchbay.protocol.wire.WireFormat;
import io.patchbay.spi.tasks.StoredTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes tasks in the format of the extension. */
public final class TaskFormat {

    private final WireFormat format;
    private final Supplier<TaskLimits> limits;

    public TaskFormat(WireFormat format, Supplier<TaskLimits> limits) {
        this.format = format;
        this.limits = limits;
    }

    /** Writes the handle of a task, which replaces the result of a call. Omits the details that {@link #get} writes. */
    void created(JsonGenerator out, StoredTask task) throws IOException {
        out.writeStartObject();
        format.opening(out, "task");
        members(out, task);
        format.meta(out, Optional.empty());
        out.writeEndObject();
    }

    /** Writes the result of {@code tasks/get}. */
    void get(JsonGenerator out, StoredTask task) throws IOException {
        format.complete(out, members -> detailed(members, task));
    }

    /** Writes all members of a task into an open object. */
    public void detailed(JsonGenerator out, StoredTask task) throws IOException {
        members(out, task);
        if (task.detail().isPresent()) {
            out.writeFieldName(
                    switch (task.status()) {
                        case INPUT_REQUIRED -> "inputRequests";
                        case COMPLETED -> "result";
                        case FAILED -> "error";
                        default -> throw new AssertionError(task.status());
                    });
            // this JSON comes from this class or from a result, and is already on one line
            out.writeRawValue(task.detail().get().text());
        }
    }

    /** Returns the questions by key, as JSON. */
    static Json requests(Map<String, InputRequest> requests) {
        return json(Messages.encoded(out -> ModernFormat.requests(out, requests)));
    }

    static Json error(ProtocolException error) {
        return json(Messages.encoded(out -> Messages.write(out, error)));
    }

    static Json json(byte[] encoded) {
        return new Json(new String(encoded, StandardCharsets.UTF_8));
    }

    private void members(JsonGenerator out, StoredTask task) throws IOException {
        out.writeStringField("taskId", task.id());
        out.writeStringField("status", task.status().name().toLowerCase(Locale.ROOT));
        if (!task.message().isEmpty()) {
            ContentFormat.string(out, "statusMessage", task.message());
        }
        out.writeStringField(
                "createdAt", task.created().truncatedTo(ChronoUnit.MILLIS).toString());
        out.writeStringField(
                "lastUpdatedAt", task.updated().truncatedTo(ChronoUnit.MILLIS).toString());
        out.writeNumberField("ttlMs", task.lifetime().toMillis());
        out.writeNumberField("pollIntervalMs", limits.get().poll().toMillis());
    }
}
