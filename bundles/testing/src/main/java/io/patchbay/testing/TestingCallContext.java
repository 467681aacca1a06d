package io.patchbay.testing;

import io.patchbay.api.Answer;
import io.patchbay.api.CallContext;
import io.patchbay.api.Caller;
import io.patchbay.api.ClientCapability;
import io.patchbay.api.ClientInfo;
import io.patchbay.api.Level;
import io.patchbay.api.Tenant;
import io.patchbay.api.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A call context for tests that call one method of a connector. The context returns the values that the test sets, and records the
 * progress and log messages of the connector. For example:
 *
 * <pre>{@code
 * var context = new TestingCallContext().withAnswer("sure", new Answer.Declined());
 *
 * var result = tool.call(Arguments.of(Map.of("id", "B-7")), context);
 *
 * assertThat(context.progress()).isEmpty();
 * }</pre>
 *
 * <p>Like the server, the context drops a progress message whose {@code done} does not increase. Any thread may call
 * the methods.
 */
public final class TestingCallContext implements CallContext {

    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final List<Log> logs = new CopyOnWriteArrayList<>();

    // these fields do not change after the object is published
    private Caller caller = new Caller("tester", "Tester", Caller.Kind.PERSON, new Tenant("test"), Map.of());
    private Optional<Caller> approver = Optional.empty();
    private Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    private Map<String, Answer> answers = Map.of();
    private Optional<String> state = Optional.empty();
    private Set<ClientCapability> capabilities = Set.of();
    private Optional<ClientInfo> client = Optional.empty();
    private Optional<TraceContext> trace = Optional.empty();

    private volatile boolean cancelled;
    private volatile boolean continuedAsTask;

    /**
     * Creates a context whose deadline is in one minute and whose client declares no capabilities. The caller is a
     * person without roles.
     */
    public TestingCallContext() {}

    /** One progress message of the connector. See {@link CallContext#progress}. */
    public record Progress(double done, double total, String message) {}

    /** One log message of the connector. See {@link CallContext#log}. */
    public record Log(Level level, Object data) {}

    /** Returns a copy with this caller. */
    public TestingCallContext withCaller(Caller caller) {
        return with(copy -> copy.caller = caller);
    }

    /** Returns a copy for the replay of a draft that this person approved. */
    public TestingCallContext withApprover(Caller approver) {
        return with(copy -> copy.approver = Optional.of(approver));
    }

    /** Returns a copy with this deadline. */
    public TestingCallContext withDeadline(Instant deadline) {
        return with(copy -> copy.deadline = deadline);
    }

    /** Returns a copy with one more answer, as in the context of the next round. */
    public TestingCallContext withAnswer(String key, Answer answer) {
        Map<String, Answer> extended = new LinkedHashMap<>(answers);
        extended.put(key, answer);
        return with(copy -> copy.answers = Collections.unmodifiableMap(extended));
    }

    /** Returns a copy with the state that the previous round returned. */
    public TestingCallContext withState(String state) {
        return with(copy -> copy.state = Optional.of(state));
    }

    /** Returns a copy whose client declares these capabilities. */
    public TestingCallContext withCapabilities(ClientCapability... capabilities) {
        return with(copy -> copy.capabilities = Set.of(capabilities));
    }

    /** Returns a copy whose client claims this name and version. */
    public TestingCallContext withClient(ClientInfo client) {
        return with(copy -> copy.client = Optional.of(client));
    }

    /** Returns a copy with this trace. */
    public TestingCallContext withTrace(TraceContext trace) {
        return with(copy -> copy.trace = Optional.of(trace));
    }

    /** Cancels the call. After that, {@link #cancelled()} returns true. The method does not interrupt a thread. */
    public void cancel() {
        cancelled = true;
    }

    /** Returns the progress messages that a client would receive, in order. */
    public List<Progress> progress() {
        return List.copyOf(progress);
    }

    /** Returns the log messages that a client with the lowest log level would receive, in order. */
    public List<Log> logs() {
        return List.copyOf(logs);
    }

    /** Returns whether the connector called {@link #continueAsTask()}. */
    public boolean continuedAsTask() {
        return continuedAsTask;
    }

    @Override
    public String callId() {
        return "test-1";
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public Optional<Caller> approver() {
        return approver;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean cancelled() {
        return cancelled || Instant.now().isAfter(deadline);
    }

    @Override
    public synchronized void progress(double done, double total, String message) {
        boolean increases =
                progress.isEmpty() || done > progress.get(progress.size() - 1).done();
        if (increases && Double.isFinite(done) && !cancelled()) {
            progress.add(new Progress(done, total, message));
        }
    }

    @Override
    public void log(Level level, Object data) {
        if (!cancelled()) {
            logs.add(new Log(level, data));
        }
    }

    @Override
    public boolean canAsk(ClientCapability capability) {
        return capabilities.contains(capability);
    }

    @Override
    public Map<String, Answer> answers() {
        return answers;
    }

    @Override
    public Optional<String> state() {
        return state;
    }

    @Override
    public void continueAsTask() {
        continuedAsTask = true;
    }

    @Override
    public Optional<ClientInfo> client() {
        return client;
    }

    @Override
    public Optional<TraceContext> trace() {
        return trace;
    }

    /** Returns a copy that has one change and no recorded messages. */
    private TestingCallContext with(Consumer<TestingCallContext> change) {
        TestingCallContext copy = new TestingCallContext();
        copy.caller = caller;
        copy.approver = approver;
        copy.deadline = deadline;
        copy.answers = answers;
        copy.state = state;
        copy.capabilities = capabilities;
        copy.client = client;
        copy.trace = trace;
        change.accept(copy);
        return copy;
    }
}
