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
 * A connector behind the real protocol, without OSGi and HTTP: what a client asks goes the same way as in a running server, through
 * the check of arguments, policy, audit, deadlines and the wire format, in either era of MCP.
 *
 * <pre>{@code
 * try (var server = ConnectorHarness.inNamespace("clock", new CurrentTime())) {
 *     assertThat(server.callTool("clock_current_time", Map.of("zone", "Europe/Berlin")).text()).contains("+0");
 *     assertThat(server.callTool("clock_current_time", Map.of("zone", 5)).code()).contains("invalid_arguments");
 * }
 * }</pre>
 *
 * <p>A tool that asks its user is answered by functions:
 *
 * <pre>{@code
 * var client = server.legacy().answeringForms(form -> new Answer.Accepted(Arguments.of(Map.of("sure", true))));
 * assertThat(client.callTool("rooms_cancel", Map.of("id", "B-7")).text()).isEqualTo("Cancelled B-7.");
 * }</pre>
 *
 * <p>Everybody sees everything. Writing tools are refused until {@link #allowingWrites()}, as on a fresh server. Each test should
 * have a harness of its own and close it.
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
        server = new Standalone(new Everybody(), policy, trail, data);
        try {
            server.publish("connector", namespace, services);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Publishes tools, resources, resource templates, prompts and connectors, with their own names.
     *
     * @throws IllegalStateException with the reasons, when a definition is refused
     */
    public static ConnectorHarness of(Object... services) {
        return inNamespace("", services);
    }

    /** The same with {@code namespace_} before the names of tools and prompts, as {@code @McpNamespace} has it. */
    public static ConnectorHarness inNamespace(String namespace, Object... services) {
        return new ConnectorHarness(namespace, List.of(services));
    }

    /** From now on tools may write. */
    public ConnectorHarness allowingWrites() {
        policy.allowWrites();
        return this;
    }

    /** From now on a call may take so long; a minute otherwise. */
    public ConnectorHarness withCallTimeout(Duration timeout) {
        server.callTimeout(timeout);
        return this;
    }

    /** Publishes these in place of what was there, as an update of the connector does. */
    public void publish(String namespace, Object... services) {
        server.publish("connector", namespace, List.of(services));
    }

    /** A client of 2026-07-28 that can be asked nothing. */
    public TestingClient modern() {
        return new TestingClient(
                setup -> new ModernWire(new Line(server, setup.identity()), setup.person(), setup.tasks()), TESTER);
    }

    /** A client of 2025-11-25 that can be asked nothing. */
    public TestingClient legacy() {
        return new TestingClient(setup -> new LegacyWire(new Line(server, setup.identity()), setup.person()), TESTER);
    }

    /** As {@link TestingClient#callTool(String)} of a {@link #modern()} client. */
    public ToolAnswer callTool(String name) {
        return modern().callTool(name);
    }

    /** As {@link TestingClient#callTool(String, Map)} of a {@link #modern()} client. */
    public ToolAnswer callTool(String name, Map<String, ?> arguments) {
        return modern().callTool(name, arguments);
    }

    /**
     * Asks a tool what a call would change, as the server does for a person who decides over it.
     *
     * @param name on the wire
     * @throws AssertionError when it has no preview
     * @throws IllegalArgumentException when there is no such tool, or the arguments do not fit its input schema
     * @throws Exception what the tool throws: the person would see no preview
     */
    public Change preview(String name, Map<String, ?> arguments) throws Exception {
        return server.preview(name, Arguments.of(arguments), new TestingCallContext().withCaller(TESTER))
                .orElseThrow(() -> new AssertionError(name + " has no preview"));
    }

    /** As {@link TestingClient#readResource} of a {@link #modern()} client. */
    public ResourceAnswer readResource(String uri) {
        return modern().readResource(uri);
    }

    /** As {@link TestingClient#getPrompt} of a {@link #modern()} client. */
    public PromptAnswer getPrompt(String name, Map<String, String> arguments) {
        return modern().getPrompt(name, arguments);
    }

    /**
     * What the audit trail was told, one entry for each operation that has ended, in that order. A modern client lists the tools
     * before it calls one, to see which arguments go into headers: that is on record too.
     */
    public List<Recorded> recorded() {
        return trail.recorded();
    }

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

    /** Whoever calls is known already. */
    private static final class Everybody implements Authenticator {

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
