package io.patchbay.testing;

import io.patchbay.api.Arguments;
import io.patchbay.api.Caller;
import io.patchbay.api.Change;
import io.patchbay.api.Tenant;
import io.patchbay.protocol.start.Standalone;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Presented;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a connector behind the real protocol, without OSGi and HTTP. Like a running server, the harness validates
 * arguments, applies policy and deadlines, records audit entries, and uses the wire format. The harness supports both
 * eras of MCP.
 *
 * <pre>{@code
 * try (var server = ConnectorHarness.inNamespace("clock", new CurrentTime())) {
 *     assertThat(server.callTool("clock_current_time", Map.of("zone", "Europe/Berlin")).text()).contains("+0");
 *     assertThat(server.callTool("clock_current_time", Map.of("zone", 5)).code()).contains("invalid_arguments");
 * }
 * }</pre>
 *
 * <p>If a tool asks the user for input, a function of the test answers:
 *
 * <pre>{@code
 * var client = server.legacy().answeringForms(form -> new Answer.Accepted(Arguments.of(Map.of("sure", true))));
 * assertThat(client.callTool("rooms_cancel", Map.of("id", "B-7")).text()).isEqualTo("Cancelled B-7.");
 * }</pre>
 *
 * <p>Every caller sees every entry. Like a newly installed server, the harness denies calls of tools that write until
 * the test calls {@link #allowingWrites()}. Use a separate harness for each test, and close each harness.
 */
public final class ConnectorHarness implements AutoCloseable {

    private static final Caller TESTER =
            new Caller("tester", "Tester", Caller.Kind.PERSON, new Tenant("test"), Map.of());

    private final HarnessPolicy policy = new HarnessPolicy();
    private final HarnessTrail trail = new HarnessTrail();
    private final Path data;
    private final Standalone server;

    private ConnectorHarness(String namespace, List<Object> services) {
        try {
            data = Files.createTempDirectory("patchbay-testing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = new Standalone(new AllIdentities(), policy, trail, data);
        try {
            server.publish("connector", namespace, services);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Returns a harness with tools, resources, resource templates, prompts and connectors, without a namespace.
     *
     * @throws IllegalStateException if a definition is invalid. The message contains the reasons.
     */
    public static ConnectorHarness of(Object... services) {
        return inNamespace("", services);
    }

    /**
     * Returns a harness like {@link #of}, with the namespace that {@code @McpNamespace} would set. The names of tools and prompts
     * are {@code <namespace>_<name>}.
     *
     * @throws IllegalStateException if a definition is invalid. The message contains the reasons.
     */
    public static ConnectorHarness inNamespace(String namespace, Object... services) {
        return new ConnectorHarness(namespace, List.of(services));
    }

    /** Allows calls of tools that write. Returns this harness. */
    public ConnectorHarness allowingWrites() {
        policy.allowWrites();
        return this;
    }

    /** Sets the time limit of later calls. The default is one minute. Returns this harness. */
    public ConnectorHarness withCallTimeout(Duration timeout) {
        server.callTimeout(timeout);
        return this;
    }

    /**
     * Replaces the published services in the same way as an update of the connector.
     *
     * @throws IllegalStateException if a definition is invalid. The message contains the reasons. The previous services stay
     *     published.
     */
    public void publish(String namespace, Object... services) {
        server.publish("connector", namespace, List.of(services));
    }

    /** Returns a client of protocol revision 2026-07-28 that declares no capabilities. */
    public TestingClient modern() {
        return new TestingClient(
                setup -> new ModernWire(new Line(server, setup.identity()), setup.person(), setup.tasks()), TESTER);
    }

    /** Returns a client of protocol revision 2025-11-25 that declares no capabilities. */
    public TestingClient legacy() {
        return new TestingClient(setup -> new LegacyWire(new Line(server, setup.identity()), setup.person()), TESTER);
    }

    /** Calls {@link TestingClient#callTool(String)} of a {@link #modern()} client. */
    public ToolAnswer callTool(String name) {
        return modern().callTool(name);
    }

    /** Calls {@link TestingClient#callTool(String, Map)} of a {@link #modern()} client. */
    public ToolAnswer callTool(String name, Map<String, ?> arguments) {
        return modern().callTool(name, arguments);
    }

    /**
     * Returns a tool's preview of a call. The server shows this preview to the person who approves the write.
     *
     * @param name the tool's name with its namespace
     * @throws AssertionError if the tool has no preview
     * @throws IllegalArgumentException if no tool has the name, or if the arguments do not match the tool's input schema
     * @throws Exception the exception of the tool. In this case, a server would show no preview to the person.
     */
    public Change preview(String name, Map<String, ?> arguments) throws Exception {
        return server.preview(name, Arguments.of(arguments), new TestingCallContext().withCaller(TESTER))
                .orElseThrow(() -> new AssertionError(name + " has no preview"));
    }

    /** Calls {@link TestingClient#readResource} of a {@link #modern()} client. */
    public ResourceAnswer readResource(String uri) {
        return modern().readResource(uri);
    }

    /** Calls {@link TestingClient#getPrompt} of a {@link #modern()} client. */
    public PromptAnswer getPrompt(String name, Map<String, String> arguments) {
        return modern().getPrompt(name, arguments);
    }

    /**
     * Returns one entry of the audit trail for each operation that has ended. The entries are in the order in which the
     * operations ended. A modern client requests {@code tools/list} before a call, to find the arguments that it must
     * repeat in headers. The list also contains an entry for this request.
     */
    public List<Recorded> recorded() {
        return trail.recorded();
    }

    /** Stops the server and deletes its temporary folder. */
    @Override
    public void close() {
        server.close();
        if (!Files.exists(data)) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accepts every identity, because the clients of the harness are already authenticated. */
    private static final class AllIdentities implements Authenticator {

        @Override
        public Identity authenticate(Presented presented) {
            throw new UnsupportedOperationException("the harness does not use HTTP");
        }

        @Override
        public boolean holds(Identity.Known identity) {
            return true;
        }
    }
}
