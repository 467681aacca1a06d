package io.patchbay.protocol.start;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.Change;
import io.patchbay.api.Preview;
import io.patchbay.protocol.CallThreads;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.catalog.Catalog;
import io.patchbay.protocol.catalog.Names;
import io.patchbay.protocol.catalog.Registration;
import io.patchbay.protocol.catalog.ToolEntry;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.Trees;
import io.patchbay.protocol.schema.SchemaValidator;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.protocol.task.TaskLimits;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.policy.CallPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The real protocol without OSGi and HTTP, for tests of connectors and of transports. */
public final class Standalone implements AutoCloseable {

    private static final int PAGE_SIZE = 1000;

    private final Catalog catalog;
    private final Protocol protocol;
    private volatile Limits limits = Limits.DEFAULT;

    /**
     * Creates a protocol for tests.
     *
     * @param authenticator decides only whether open streams may continue
     * @param data a folder for data that survives a restart: remembered names and keys
     */
    public Standalone(Authenticator authenticator, CallPolicy policy, AuditTrail trail, Path data) {
        catalog = new Catalog(
                new Names(data.resolve("names.json"), owner -> true), new CallThreads(), Catalog.Timing.DEFAULT);
        protocol = new Protocol(
                new Protocol.Parts(
                        catalog,
                        authenticator,
                        policy,
                        trail,
                        Sealer.open(data.resolve("keys").resolve("seal.json")),
                        Protocol.TaskParts.inMemory(() -> TaskLimits.DEFAULT),
                        Optional.empty(),
                        "test",
                        () -> PAGE_SIZE,
                        tool -> false),
                () -> limits);
    }

    /**
     * Converts an answer of the server to arguments. The text of the returned arguments contains their values, so that
     * messages of failed tests show the values.
     */
    public static Arguments read(byte[] json) {
        return Trees.toArguments(JsonReader.read(new String(json, StandardCharsets.UTF_8)))
                .readable();
    }

    /** Sets the call timeout. */
    public void callTimeout(Duration timeout) {
        limits = limits.withCallTimeout(timeout);
    }

    public Dispatcher dispatcher() {
        return protocol.dispatcher();
    }

    /**
     * Publishes tools, resources, templates, prompts and connectors, in place of the earlier entries of the owner.
     *
     * @throws IllegalStateException with the reasons, if an entry is refused
     */
    public void publish(String owner, String namespace, List<?> services) {
        List<Registration> registrations = new ArrayList<>();
        for (Object service : services) {
            registrations.add(new Registration(service, namespace, 0, registrations.size()));
        }
        List<String> refused =
                catalog.publish(owner, registrations, Optional.empty()).refused();
        if (!refused.isEmpty()) {
            throw new IllegalStateException(String.join("; ", refused));
        }
    }

    /**
     * Returns the change that a call of the tool would make. Checks the arguments in the same way as for a call.
     *
     * @param name the name on the wire
     * @return empty if the tool has no preview
     * @throws IllegalArgumentException if the tool does not exist, or the arguments do not fit its input schema
     * @throws Exception if the tool throws an exception
     */
    public Optional<Change> preview(String name, Arguments arguments, CallContext context) throws Exception {
        ToolEntry entry =
                catalog.snapshot().tool(name).orElseThrow(() -> new IllegalArgumentException("Unknown tool: " + name));
        SchemaValidator.Checked checked = entry.input().check(Trees.parse(arguments.json()));
        if (!checked.violations().isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", checked.violations()));
        }
        return entry.tool() instanceof Preview preview
                ? Optional.of(preview.preview(Trees.toArguments(checked.value()), context))
                : Optional.empty();
    }

    @Override
    public void close() {
        protocol.close();
        catalog.close();
    }
}
