package io.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.protocol.call.OpenCalls;
import io.patchbay.protocol.catalog.Catalog;
import io.patchbay.protocol.catalog.CatalogListener;
import io.patchbay.protocol.catalog.CatalogListener.Kind;
import io.patchbay.protocol.catalog.Names;
import io.patchbay.protocol.catalog.Registration;
import io.patchbay.protocol.rpc.ResourceUri;
import io.patchbay.protocol.seal.Sealer;
import io.patchbay.protocol.start.Protocol;
import io.patchbay.protocol.task.FragileTaskStore;
import io.patchbay.protocol.task.TaskLimits;
import io.patchbay.spi.identity.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;

/**
 * The real protocol without OSGi and HTTP, with a policy and a trail that tests control. After each test it asserts that every sent
 * message is valid against its schema, no exchange was answered twice, and no entry of the trail was closed twice.
 */
public final class Server extends ExternalResource {

    private final TestAuthenticator authenticator = new TestAuthenticator();
    private final TestPolicy policy = new TestPolicy();
    private final RecordingTrail trail = new RecordingTrail();
    private final CallThreads threads = new CallThreads();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    /** Whether tools accept text for numbers and booleans. */
    public volatile boolean readsTexts;

    private final int pageSize;
    private volatile Limits limits = Limits.DEFAULT;
    private final FragileTaskStore tasks =
            new FragileTaskStore(() -> taskLimits().maxMemory());
    private volatile TaskLimits taskLimits = TaskLimits.DEFAULT;
    private boolean anySpelling;
    private final AtomicInteger told = new AtomicInteger();
    private Duration patience = Duration.ofSeconds(10);
    private Path data;
    private Catalog catalog;
    private Protocol protocol;

    public Server() {
        this(1000);
    }

    public Server(int pageSize) {
        this.pageSize = pageSize;
    }

    /** A sent exchange, with its revision and method. */
    private record Sent(Revision revision, String method, TestExchange exchange) {

        /** Returns the method of the request with this id. */
        String method(JsonNode id) {
            if (id.isMissingNode() || exchange.body().length == 0 || exchange.body()[0] != '[') {
                return method;
            }
            for (JsonNode request : TestJson.read(exchange.body())) {
                if (id.equals(request.path("id"))) {
                    return request.path("method").asText();
                }
            }
            return method;
        }
    }

    @Override
    protected void before() throws IOException {
        data = Files.createTempDirectory("patchbay");
        start();
    }

    @Override
    protected void after() {
        protocol.close();
        catalog.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Sent one : sent) {
            assertThat(one.exchange.answers()).as("answers").isLessThanOrEqualTo(1);
            bodies(one.exchange)
                    .forEach(body ->
                            ValidMessages.check(one.revision, id -> one.method(id), anySpelling ? legal(body) : body));
        }
        trail.entries()
                .forEach(entry -> assertThat(entry.closed())
                        .as("%s closed", entry.opening().method())
                        .isLessThanOrEqualTo(1));
    }

    /** Normalises the URIs, because the schemas allow only normalised ones. */
    private static byte[] legal(byte[] body) {
        JsonNode message = TestJson.read(body);
        message.findParents("uri")
                .forEach(parent -> ResourceUri.of(parent.path("uri").asText())
                        .ifPresent(uri -> ((ObjectNode) parent).put("uri", uri.text())));
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Clients of this test use URIs that the schemas do not allow, and answers contain them. */
    public void anySpelling() {
        anySpelling = true;
    }

    private static List<byte[]> bodies(TestExchange exchange) {
        if (exchange.streamed()) {
            return exchange.events();
        }
        return exchange.complete() && exchange.reply().body().length > 0
                ? List.of(exchange.reply().body())
                : List.of();
    }

    private void start() {
        catalog = new Catalog(
                new Names(data.resolve("names.json"), owner -> true),
                threads,
                new Catalog.Timing(patience, Duration.ofMillis(1)));
        protocol = new Protocol(
                new Protocol.Parts(
                        catalog,
                        authenticator,
                        policy,
                        trail,
                        Sealer.open(data.resolve("keys").resolve("seal.json")),
                        new Protocol.TaskParts(tasks, () -> taskLimits),
                        Optional.empty(),
                        "1.2.3",
                        () -> pageSize,
                        tool -> readsTexts),
                () -> limits);
        catalog.addListener(new CatalogListener() {
            @Override
            public void changed(Set<Kind> kinds) {
                told.incrementAndGet();
            }

            @Override
            public void resourceUpdated(String uri) {
                // its listeners are notified
            }
        });
    }

    /** Restarts on the same data folder, with nothing published. */
    public void restart() {
        protocol.close();
        catalog.close();
        start();
    }

    /** Restarts with this patience of the catalog with connectors. */
    public void patience(Duration changed) {
        patience = changed;
        restart();
    }

    /** Ends everything that is open, as the stop of the server does. */
    public void stop() {
        protocol.close();
    }

    public TestAuthenticator authenticator() {
        return authenticator;
    }

    public TestPolicy policy() {
        return policy;
    }

    public RecordingTrail trail() {
        return trail;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** Returns a sealer with the keys of this server. */
    public Sealer sealer() {
        return Sealer.open(data.resolve("keys").resolve("seal.json"));
    }

    /** Returns the number of running calls. */
    public int running() {
        return protocol.running();
    }

    /** Returns the number of calls that wait for a place in a connector. */
    public int waiting(String owner) {
        return protocol.calls().bounds().containsKey(owner)
                ? protocol.calls().bounds().get(owner).waiting()
                : 0;
    }

    /** Returns the problems with calls that operators see. */
    public List<String> problems() {
        return protocol.calls().problems();
    }

    /** Returns the open calls and tasks. */
    public List<OpenCalls.Open> open() {
        return protocol.open().list();
    }

    /** Cancels calls as an operator does. */
    public List<OpenCalls.Open> cancel(Predicate<OpenCalls.Open> wanted) {
        return protocol.open().cancel(wanted);
    }

    public int sessions() {
        return protocol.sessions();
    }

    /** Returns the number of bytes kept for clients that reconnect. */
    public long kept() {
        return protocol.kept();
    }

    /** Sets the limits on what is kept for them. */
    public void replay(ReplayLimits replay) {
        limits(limits.withReplay(replay));
    }

    public int streams() {
        return protocol.streams();
    }

    public void limits(Limits changed) {
        limits = changed;
    }

    /** Returns the task store, which survives restarts. */
    public FragileTaskStore tasks() {
        return tasks;
    }

    /** Returns the number of running tasks. */
    public int runningTasks() {
        return protocol.runningTasks();
    }

    public TaskLimits taskLimits() {
        return taskLimits;
    }

    public void limits(TaskLimits changed) {
        taskLimits = changed;
    }

    /** Sets the call timeout. */
    public void timeout(Duration timeout) {
        limits(limits.withCallTimeout(timeout));
    }

    /** Publishes only these services for the owner "test". */
    public void publish(Object... services) {
        publish("test", List.of(services));
    }

    /** Publishes services that change the lists of clients, and waits until all listeners are notified. */
    public void publishAndTell(Object... services) {
        int before = told.get();
        publish(services);
        Waiting.until("listeners are notified", () -> told.get() > before);
    }

    /** @return the future of the drain of what was there before */
    public CompletionStage<Void> publish(String owner, List<?> services) {
        List<Registration> registrations = new ArrayList<>();
        services.forEach(service -> registrations.add(new Registration(service, "", 0, registrations.size())));
        return catalog.publish(owner, registrations, Optional.empty()).drained();
    }

    public ModernClient modern() {
        return modern(Callers.known("alice"));
    }

    public ModernClient modern(Identity.Known identity) {
        return new ModernClient(this, identity);
    }

    /** Returns a legacy client with an open session and all capabilities. */
    public LegacyClient legacy() {
        return legacy(Callers.known("alice"));
    }

    public LegacyClient legacy(Identity.Known identity) {
        return new LegacyClient(this, identity).open();
    }

    /** The same, of this revision. */
    public LegacyClient legacy(Revision revision) {
        return new LegacyClient(this, Callers.known("alice"), revision).open();
    }

    /** Returns a legacy client without a session. */
    public LegacyClient stranger() {
        return stranger(Revision.V2025_11_25);
    }

    /** The same, of this revision. */
    public LegacyClient stranger(Revision revision) {
        return new LegacyClient(this, Callers.known("alice"), revision);
    }

    /** Dispatches an exchange on its own thread, without waiting. */
    public TestExchange send(Revision revision, String method, TestExchange exchange) {
        sent.add(new Sent(revision, method, exchange));
        threads.execute(() -> protocol.dispatcher().dispatch(exchange));
        return exchange;
    }

    /** Dispatches an exchange on the thread of the test. */
    public TestExchange sendHere(Revision revision, String method, TestExchange exchange) {
        sent.add(new Sent(revision, method, exchange));
        protocol.dispatcher().dispatch(exchange);
        return exchange;
    }
}
