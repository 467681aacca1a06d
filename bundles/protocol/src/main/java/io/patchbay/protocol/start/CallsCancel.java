package io.patchbay.protocol.start;

import io.patchbay.api.Json;
import io.patchbay.protocol.call.OpenCalls;
import io.patchbay.protocol.json.Lines;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.admin.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The command {@code calls cancel}. The option {@code id} stops one call, and the option {@code key} stops all calls
 * and tasks of a key.
 */
@Component
public final class CallsCancel implements Command {

    private static final Duration MAX_WAIT = Duration.ofSeconds(1);
    private static final long POLL_MILLIS = 20;

    private final DispatcherComponent dispatcher;

    @Activate
    public CallsCancel(@Reference DispatcherComponent dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public String name() {
        return "calls cancel";
    }

    @Override
    public String summary() {
        return "Cancel a running call or task, or all calls and tasks of one key";
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public Optional<Set<String>> argumentNames() {
        return Optional.of(Set.of("id", "key"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        Optional<String> id = option(invocation, "id");
        Optional<String> key = option(invocation, "key");
        if (id.isPresent() == key.isPresent()) {
            throw new IllegalArgumentException(
                    "Nothing was cancelled. Give either the id of a call or the id of a key. `patchbay calls list` shows these ids.");
        }
        Predicate<OpenCalls.Open> wanted =
                call -> id.map(call.callId()::equals).orElseGet(() -> call.key().equals(key.orElseThrow()));
        List<OpenCalls.Open> stopped = dispatcher.open().cancel(wanted);
        if (stopped.isEmpty() && id.isPresent()) {
            throw new IllegalArgumentException("No call with the id " + Lines.of(id.get())
                    + " is running. `patchbay calls list` shows the running calls.");
        }
        Set<String> left =
                remaining(stopped.stream().map(OpenCalls.Open::callId).collect(Collectors.toSet()));
        invocation.send(Json.of(Map.of(
                "cancelled", CallsList.rows(stopped), "running", List.copyOf(left), "text", text(key, stopped, left))));
    }

    /** Waits a moment and returns the ids of the calls that have not ended. */
    private Set<String> remaining(Set<String> stopped) throws InterruptedException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (true) {
            Set<String> left = dispatcher.open().list().stream()
                    .map(OpenCalls.Open::callId)
                    .filter(stopped::contains)
                    .collect(Collectors.toSet());
            if (left.isEmpty() || System.nanoTime() - end > 0) {
                return left;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static String text(Optional<String> key, List<OpenCalls.Open> stopped, Set<String> left) {
        if (stopped.isEmpty()) {
            return "No call of the key " + Lines.of(key.orElse("")) + " is running.";
        }
        StringBuilder text =
                new StringBuilder("Cancelled " + stopped.size() + (stopped.size() == 1 ? " call:" : " calls:"));
        for (OpenCalls.Open call : stopped) {
            text.append("\n  ").append(call.callId()).append("  ").append(Lines.of(call.name()));
            if (left.contains(call.callId())) {
                text.append("  (the client was notified, but the connector's code still runs)");
            }
        }
        return text.toString();
    }

    private static Optional<String> option(Invocation invocation, String name) {
        return invocation.arguments().optionalString(name).map(String::strip).filter(text -> !text.isEmpty());
    }
}
