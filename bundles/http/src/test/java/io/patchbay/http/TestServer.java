package io.patchbay.http;

import io.patchbay.api.Arguments;
import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.http.request.BodyMemory;
import io.patchbay.http.settings.HostRules;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.Networks;
import io.patchbay.http.start.HttpServer;
import io.patchbay.http.web.RouteLimits;
import io.patchbay.protocol.Dispatcher;
import io.patchbay.protocol.Exchange;
import io.patchbay.protocol.Reply;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.identity.Authenticator;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Grants;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.identity.Presented;
import io.patchbay.spi.policy.CallPolicy;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** The real server on a free port, with guards that tests control. */
public final class TestServer implements AutoCloseable {

    public static final String KEY = "Authorization: Bearer k1:secret\r\n";
    public static final String OPERATOR = "Authorization: Bearer op:secret\r\n";

    public final FakeAuthenticator authenticator = new FakeAuthenticator();
    public final FakeTrail trail = new FakeTrail();
    public final FakePolicy policy = new FakePolicy();
    public final FakeDispatcher dispatcher = new FakeDispatcher();
    public final HttpServer server;

    public TestServer() throws Exception {
        this(TestSettings.standard());
    }

    public TestServer(TestSettings settings) throws Exception {
        this(settings, BodyMemory.ofHeap());
    }

    public TestServer(TestSettings settings, BodyMemory bodies) throws Exception {
        this(settings, bodies, RouteLimits.STANDARD);
    }

    public TestServer(TestSettings settings, BodyMemory bodies, RouteLimits limits) throws Exception {
        server = new HttpServer(settings.build(), Optional.empty(), bodies, limits);
        server.guards().bind(authenticator);
        server.guards().bind(trail);
        server.guards().bind(policy);
        server.guards().bind(dispatcher);
        server.pages().add(server);
        server.start();
    }

    /** Switches the transport of 2024-11-05 on or off. */
    public TestServer httpSse(boolean on) {
        HttpSettings now = server.settings();
        server.modified(
                new HttpSettings(now.address(), now.publicUrl(), now.hostRules(), now.proxies(), now.limits(), on));
        return this;
    }

    public int port() {
        return server.port().orElseThrow();
    }

    public RawClient connect() throws Exception {
        return new RawClient(port());
    }

    /** Sends one request on a new connection. */
    public RawClient.Answer send(String request) throws Exception {
        try (RawClient client = connect()) {
            client.send(request);
            return client.read();
        }
    }

    public String post(String body) {
        return post("", body);
    }

    public String post(String headers, String body) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost:" + port() + "\r\n" + KEY + "Content-Type: application/json\r\n"
                + headers + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    public String get(String path) {
        return get(path, "");
    }

    public String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port() + "\r\n" + headers + "\r\n";
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Answers every exchange as the test defines; by default with an empty result. */
    public static final class FakeDispatcher implements Dispatcher {
        public final Queue<Exchange> seen = new ConcurrentLinkedQueue<>();
        public volatile Dispatcher then =
                exchange -> exchange.send(Reply.json(200, "{}".getBytes(StandardCharsets.UTF_8)));

        @Override
        public void dispatch(Exchange exchange) {
            seen.add(exchange);
            then.dispatch(exchange);
        }
    }

    /** Accepts {@code Bearer k1:secret}, and {@code Bearer op:secret} for an operator. */
    public static final class FakeAuthenticator implements Authenticator {
        public final Queue<List<String>> presented = new ConcurrentLinkedQueue<>();
        public final Queue<String> sources = new ConcurrentLinkedQueue<>();
        public volatile boolean holding = true;
        public volatile Function<Presented, Identity> then = FakeAuthenticator::byKey;

        @Override
        public Identity authenticate(Presented sender) {
            presented.add(sender.headers("authorization"));
            sources.add(sender.source().getHostAddress() + (sender.loopback() ? " loopback" : ""));
            return then.apply(sender);
        }

        @Override
        public boolean holds(Identity.Known identity) {
            return holding;
        }

        public static Identity byKey(Presented sender) {
            List<String> given = sender.headers("authorization");
            if (given.isEmpty()) {
                return new Identity.Anonymous();
            }
            if (given.size() > 1) {
                return new Identity.Refused(Identity.Reason.MALFORMED, "");
            }
            if (given.get(0).equals("Bearer op:secret")) {
                return known("op", Narrowing.READS_EVERYTHING.withScopes("admin:read", "admin:write"));
            }
            return given.get(0).equals("Bearer k1:secret")
                    ? known("k1", Narrowing.READS_EVERYTHING)
                    : new Identity.Refused(Identity.Reason.UNKNOWN, "k9");
        }

        public static Identity.Known known(String key, Narrowing narrowing) {
            return Identity.Known.of(
                    new Caller(key, key, Caller.Kind.SERVICE, new Tenant("default"), Map.of()),
                    new Credential(key, Credential.Kind.API_KEY, narrowing, Optional.empty()));
        }
    }

    /** A policy that decides on routes as the test defines; the dispatcher of the tests does not use it. */
    public static final class FakePolicy implements CallPolicy {
        public final Queue<Operation> asked = new ConcurrentLinkedQueue<>();
        public volatile Function<Operation, Decision> then = operation -> Decision.ALLOW;
        public volatile Optional<Decision.Deny> refusal = Optional.empty();

        @Override
        public long version() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Visibility visible(Grants grants, Target target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Decision.Deny> refusal(Operation operation) {
            return refusal;
        }

        @Override
        public Decision decide(Operation operation) {
            asked.add(operation);
            return then.apply(operation);
        }
    }

    /** An audit trail that keeps the refusals, and one line for each step of the entries. */
    public static final class FakeTrail implements AuditTrail {
        public final Queue<Refusal> refused = new ConcurrentLinkedQueue<>();
        public final Queue<String> steps = new ConcurrentLinkedQueue<>();

        /** Whether the trail accepts no entry. */
        public volatile boolean failing;

        @Override
        public AuditEntry open(Opening opening) {
            steps.add("open " + opening.method() + " by "
                    + opening.identity().caller().id());
            return new AuditEntry() {
                @Override
                public void target(Target target, Arguments arguments, Set<String> secrets) {
                    steps.add(target.name() + " " + target.effect() + " "
                            + arguments.readable().values());
                }

                @Override
                public void decided(Decision decision) {
                    steps.add(decision instanceof Decision.Allow ? "allow" : "deny");
                }

                @Override
                public void intent() throws AuditException {
                    steps.add("intent");
                    failIfFailing();
                }

                @Override
                public void close(Outcome outcome) throws AuditException {
                    steps.add(outcome.kind() + (outcome.code().isEmpty() ? "" : " " + outcome.code()));
                    failIfFailing();
                }
            };
        }

        @Override
        public void refused(Refusal refusal) {
            refused.add(refusal);
        }

        private void failIfFailing() throws AuditException {
            if (failing) {
                throw new AuditException("the disk is full");
            }
        }
    }

    /** Settings for tests: small limits, short times. */
    public record TestSettings(
            HostRules hostRules,
            Networks proxies,
            int port,
            int bodyBytes,
            Duration idle,
            Duration request,
            int connections,
            int streams,
            int streamsPerCaller,
            Duration heartbeat,
            int queueBytes,
            Duration stop) {

        public static TestSettings standard() {
            return new TestSettings(
                    new HostRules(true, Set.of("mcp.example.com"), Set.of("https://app.example.com")),
                    Networks.of(List.of()),
                    0,
                    64 * 1024,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    1_000,
                    100,
                    50,
                    Duration.ofSeconds(15),
                    64 * 1024,
                    Duration.ofMillis(300));
        }

        public HttpSettings build() {
            return new HttpSettings(
                    new HttpSettings.Address("127.0.0.1", port, true, Optional.empty()),
                    Optional.empty(),
                    hostRules,
                    proxies,
                    new HttpSettings.ServerLimits(
                            bodyBytes,
                            8 * 1024,
                            idle,
                            request,
                            connections,
                            streams,
                            streamsPerCaller,
                            heartbeat,
                            queueBytes,
                            stop),
                    false);
        }

        public TestSettings withRequest(Duration changed) {
            return new TestSettings(
                    hostRules,
                    proxies,
                    port,
                    bodyBytes,
                    idle,
                    changed,
                    connections,
                    streams,
                    streamsPerCaller,
                    heartbeat,
                    queueBytes,
                    stop);
        }

        public TestSettings withIdle(Duration changed) {
            return new TestSettings(
                    hostRules,
                    proxies,
                    port,
                    bodyBytes,
                    changed,
                    request,
                    connections,
                    streams,
                    streamsPerCaller,
                    heartbeat,
                    queueBytes,
                    stop);
        }

        public TestSettings withHeartbeat(Duration changed) {
            return new TestSettings(
                    hostRules,
                    proxies,
                    port,
                    bodyBytes,
                    idle,
                    request,
                    connections,
                    streams,
                    streamsPerCaller,
                    changed,
                    queueBytes,
                    stop);
        }

        public TestSettings withProxies(String... networks) {
            return new TestSettings(
                    hostRules,
                    Networks.of(List.of(networks)),
                    port,
                    bodyBytes,
                    idle,
                    request,
                    connections,
                    streams,
                    streamsPerCaller,
                    heartbeat,
                    queueBytes,
                    stop);
        }

        public TestSettings withPort(int changed) {
            return new TestSettings(
                    hostRules,
                    proxies,
                    changed,
                    bodyBytes,
                    idle,
                    request,
                    connections,
                    streams,
                    streamsPerCaller,
                    heartbeat,
                    queueBytes,
                    stop);
        }

        public TestSettings withStop(Duration changed) {
            return new TestSettings(
                    hostRules,
                    proxies,
                    port,
                    bodyBytes,
                    idle,
                    request,
                    connections,
                    streams,
                    streamsPerCaller,
                    heartbeat,
                    queueBytes,
                    changed);
        }

        public TestSettings withMost(int connectionCount, int streamCount, int perCaller) {
            return new TestSettings(
                    hostRules,
                    proxies,
                    port,
                    bodyBytes,
                    idle,
                    request,
                    connectionCount,
                    streamCount,
                    perCaller,
                    heartbeat,
                    queueBytes,
                    stop);
        }
    }
}
