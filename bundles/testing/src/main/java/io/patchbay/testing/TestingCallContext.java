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
 * A call's context for a test that calls one method of a connector. It says what the test gave it, and records what the connector
 * tells:
 *
 * <pre>{@code
 * var context = new TestingCallContext().withAnswer("sure", new Answer.Declined());
 *
 * var result = tool.call(Arguments.of(Map.of("id", "B-7")), context);
 *
 * assertThat(context.progress()).isEmpty();
 * }</pre>
 *
 * <p>As the server does, it drops progress that does not increase. Any thread.
 */
public final class TestingCallContext implements CallContext {

    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final List<Log> logs = new CopyOnWriteArrayList<>();

    // set before anybody else sees the object, never after
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

    /** The context of a person without roles, whose client can be asked nothing, a minute before the deadline. */
    public TestingCallContext() {}

    /** What a connector said of how far it is. */
    public record Progress(double done, double total, String message) {}

    /** What a connector logged to the client. */
    public record Log(Level level, Object data) {}

    public TestingCallContext withCaller(Caller caller) {
        return with(copy -> copy.caller = caller);
    }

    /** As the replay of a draft that this person approved. */
    public TestingCallContext withApprover(Caller approver) {
        return with(copy -> copy.approver = Optional.of(approver));
    }

    public TestingCallContext withDeadline(Instant deadline) {
        return with(copy -> copy.deadline = deadline);
    }

    /** With one answer more, as in the next round. */
    public TestingCallContext withAnswer(String key, Answer answer) {
        Map<String, Answer> more = new LinkedHashMap<>(answers);
        more.put(key, answer);
        return with(copy -> copy.answers = Collections.unmodifiableMap(more));
    }

    /** With what the round before left as state. */
    public TestingCallContext withState(String state) {
        return with(copy -> copy.state = Optional.of(state));
    }

    /** With a client that can be asked this. */
    public TestingCallContext withCapabilities(ClientCapability... capabilities) {
        return with(copy -> copy.capabilities = Set.of(capabilities));
    }

    public TestingCallContext withClient(ClientInfo client) {
        return with(copy -> copy.client = Optional.of(client));
    }

    public TestingCallContext withTrace(TraceContext trace) {
        return with(copy -> copy.trace = Optional.of(trace));
    }

    /** From now on nobody waits for the call. It interrupts no thread. */
    public void cancel() {
        cancelled = true;
    }

    /** What would have gone to a client that asked for progress, in order. */
    public List<Progress> progress() {
        return List.copyOf(progress);
    }

    /** What would have gone to a client that asked for all levels, in order. */
    public List<Log> logs() {
        return List.copyOf(logs);
    }

    /** Whether the connector said that no more rounds come before a task. */
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

    /** The same but for one thing, and with nothing recorded yet. */
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
