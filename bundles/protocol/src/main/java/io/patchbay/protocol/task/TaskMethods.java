package io.patchbay.protocol.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.protocol.call.Call;
import io.patchbay.protocol.call.Checked;
import io.patchbay.protocol.call.Leased;
import io.patchbay.protocol.call.Method;
import io.patchbay.protocol.call.Prepared;
import io.patchbay.protocol.call.Result;
import io.patchbay.protocol.call.Subject;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.json.Texts;
import io.patchbay.protocol.rpc.Params;
import io.patchbay.protocol.rpc.TasksExtension;
import io.patchbay.protocol.view.View;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.spi.tasks.StoredTask;
import io.patchbay.spi.tasks.TaskStoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The methods {@code tasks/get}, {@code tasks/update} and {@code tasks/cancel}, which operate on a caller's own tasks.
 */
public final class TaskMethods {

    private final TaskBoard board;
    private final TaskFormat format;
    private final Formats formats;

    public TaskMethods(TaskBoard board, TaskFormat format, Formats formats) {
        this.board = board;
        this.format = format;
        this.formats = formats;
    }

    public Map<String, Method<?>> all() {
        Map<String, Method<?>> all = new LinkedHashMap<>();
        all.put("tasks/get", (TaskMethod) this::get);
        all.put("tasks/update", (TaskMethod) this::update);
        all.put("tasks/cancel", (TaskMethod) this::cancel);
        return all;
    }

    /** An operation on one of the caller's own tasks. */
    private interface TaskMethod extends Method<View> {

        @Override
        default Subject<View> subject(Call call) {
            return Subject.feature("tasks");
        }

        @Override
        default Prepared prepare(Call call, Leased<View> about) throws ProtocolException {
            return prepare(call);
        }

        Prepared prepare(Call call) throws ProtocolException;
    }

    /** Returns the task with an id, if the caller of this call may see it. */
    public Optional<StoredTask> find(Call call, String id) throws ProtocolException {
        try {
            return board.find(call.identity(), id);
        } catch (TaskStoreException e) {
            throw TaskBoard.unavailable(e);
        }
    }

    private Prepared get(Call call) throws ProtocolException {
        StoredTask task = found(call);
        return new Operation(task, () -> Result.Done.ok(out -> format.get(out, task)));
    }

    private Prepared update(Call call) throws ProtocolException {
        StoredTask task = found(call);
        if (!call.request().params().hasNonNull("inputResponses")) {
            throw ProtocolException.invalidParams("\"inputResponses\" must be given.");
        }
        ObjectNode responses = Params.object(call.request().params(), "inputResponses");
        return new Operation(task, () -> {
            Optional<Task> open = board.findOpen(task.id());
            if (open.isPresent()) {
                open.get().update(call, responses);
            }
            return acknowledged(call);
        });
    }

    private Prepared cancel(Call call) throws ProtocolException {
        StoredTask task = found(call);
        return new Operation(task, () -> {
            board.findOpen(task.id()).ifPresent(Task::cancel);
            return acknowledged(call);
        });
    }

    private StoredTask found(Call call) throws ProtocolException {
        TasksExtension.require(call.request(), call.revision());
        String id = Params.string(call.request().params(), "taskId");
        return find(call, id).orElseThrow(() -> ProtocolException.invalidParams("Unknown task: " + Texts.clipped(id)));
    }

    private Result acknowledged(Call call) {
        return Result.Done.ok(out -> formats.of(call.revision()).empty(out));
    }

    /** An operation on a task, recorded with the id of the call that became the task. */
    private record Operation(StoredTask task, Work work) implements Prepared {

        @Override
        public Checked check() {
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("taskId", task.id());
            arguments.put("call", task.callId());
            return Checked.valid(Arguments.of(arguments));
        }

        @Override
        public Result run(Arguments arguments, CallContext context) throws Exception {
            return work.run();
        }
    }

    /** The work of an operation. */
    private interface Work {
        Result run() throws Exception;
    }
}
