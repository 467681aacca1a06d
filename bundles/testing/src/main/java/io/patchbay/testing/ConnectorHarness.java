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
 * Runs a connector behind the real protocol, without OSGi and HTTP. Requests take the same path as in a running server: validation of
 * arguments, policy, audit, deadlines and the wire format, in both eras of MCP.
 *
 * <pre>{@code
 * try (var server = ConnectorHarness.inNamespace("clock", new CurrentTime())) {
 *     assertThat(server.callTool("clock_current_time", Map.of("zone", "Europe/Berlin")).text()).contains("+0");
 *     assertThat(server.callTool("clock_current_time", Map.of("zone", 5)).code()).contains("invalid_arguments");
 * }
 * }</pre>
 *
 * <p>Functions answer a tool that asks its user:
 *
 * <pre>{@code
 * var client = server.legacy().answeringForms(form -> new Answer.Accepted(Arguments.of(Map.of("sure", true))));
 * assertThat(client.callTool("rooms_cancel", Map.of("id", "B-7")).text()).isEqualTo("Cancelled B-7.");
 * }</pre>
 *
 * <p>Every caller sees every entry. Writing tools are denied until {@link #allowingWrites()}, as on a new server. Use a separate harness
 * for each test, and close it.
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
     * @throws IllegalStateException with the reasons, if a definition is invalid
     */
    public static ConnectorHarness of(Object... services) {
        return inNamespace("", services);
    }

    /**
     * Returns a harness like {@link #of}, with a namespace as {@code @McpNamespace} sets it: the names of tools and prompts are
     * {@code <namespace>_<name>}.
     *
     * @throws IllegalStateException with the reasons, if a definition is invalid
     */
    public static ConnectorHarness inNamespace(String namespace, Object... services) {
        return new ConnectorHarness(namespace, List.of(services));
    }

    /** Allows writing tools from now on. Returns this harness. */
    public ConnectorHarness allowingWrites() {
        policy.allowWrites();
        return this;
    }

    /** Sets the time limit of calls from now on; the default is one minute. Returns this harness. */
    public ConnectorHarness withCallTimeout(Duration timeout) {
        server.callTimeout(timeout);
        return this;
    }

    /**
     * Replaces the published services, as an update of the connector does.
     *
     * @throws IllegalStateException with the reasons, if a definition is invalid; the previous services then stay published
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
     * Returns a tool's preview of a call, as the server requests it for the person who approves the write.
     *
     * @param name the tool's name with its namespace
     * @throws AssertionError if the tool has no preview
     * @throws IllegalArgumentException if there is no such tool, or if the arguments do not match its input schema
     * @throws Exception the tool's exception; the person would then see no preview
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
     * Returns the entries of the audit trail, one for each operation that has ended, in the order in which they ended. This includes
     * the {@code tools/list} that a modern client sends before a call, to find the arguments that it repeats in headers.
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

    /** Accepts every identity; the clients of the harness are authenticated already. */
    private static final class AllIdentities implements Authenticator {

        @Override
        public Identity authenticate(Presented presented) {
            throw new UnsupportedOperationException("there is no HTTP here");
        }

        @Override
        public boolean holds(Identity.Known identity) {
            return true;
        }
    }
}
