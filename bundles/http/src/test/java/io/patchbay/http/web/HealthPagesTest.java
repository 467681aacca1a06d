package io.patchbay.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class HealthPagesTest {

    private static final String PROXIED = "X-Forwarded-For: 203.0.113.9\r\n";

    private TestServer server;

    @Before
    public void start() throws Exception {
        server = new TestServer();
    }

    @After
    public void stop() {
        server.close();
    }

    @Test
    public void isReadyWithItsGuards() throws Exception {
        RawClient.Answer answer = server.send(server.get("/readyz", TestServer.OPERATOR));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ready\":true,\"problems\":[]}");
    }

    /** An operator learns what is wrong while policy and the audit trail are missing, as over the control channel. */
    @Test
    public void namesWhatIsMissing() throws Exception {
        server.server.guards().unbind(server.dispatcher);
        server.server.guards().unbind(server.policy);
        server.server.guards().unbind(server.trail);

        RawClient.Answer answer = server.send(server.get("/readyz", TestServer.OPERATOR));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.body())
                .contains("policy", "audit", "protocol", "NOT_READY")
                .startsWith("{\"ready\":false");
        assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
    }

    @Test
    public void tellsNobodyWhatIsMissingWhileNobodyCanBeAuthenticated() throws Exception {
        server.server.guards().unbind(server.authenticator);

        RawClient.Answer answer = server.send(server.get("/readyz", TestServer.OPERATOR));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"ready\":false}");
        assertThat(server.server.problems().toString()).contains("identity", "NOT_READY");
        assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
    }

    @Test
    public void answersWhileTheAuthenticatorThrows() throws Exception {
        server.authenticator.then = sender -> {
            throw new IllegalStateException("canary");
        };

        assertThat(server.send(server.get("/readyz", TestServer.OPERATOR)).body())
                .isEqualTo("{\"ready\":true}");
        assertThat(server.send(server.get("/healthz", TestServer.OPERATOR)).body())
                .isEqualTo("{\"alive\":true}");
        assertThat(server.trail.refused)
                .hasSize(1)
                .allMatch(refusal -> refusal.reason().equals("authenticator_failed"));
    }

    @Test
    public void recordsWhatOperatorsReadAndNotWhatProbesRead() throws Exception {
        server.send(server.get("/healthz"));
        server.send(server.get("/readyz"));
        server.send(server.get("/healthz", TestServer.OPERATOR));

        assertThat(server.trail.steps).isEmpty();
        assertThat(server.trail.refused).isEmpty();
        server.send(server.get("/readyz", TestServer.OPERATOR));
        assertThat(server.trail.steps).containsExactly("open http/GET by op", "/readyz READ_ONLY {}", "allow", "OK");
    }

    @Test
    public void staysReadyWhileSomethingNeedsALook() throws Exception {
        server.server.pages().add(check("deploy", Problem.Severity.DEGRADED));

        RawClient.Answer answer = server.send(server.get("/readyz", TestServer.OPERATOR));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"ready\":true,\"problems\":[{\"part\":\"deploy\",\"severity\":\"DEGRADED\",\"message\":\"say \\\"why\\\"\"}]}");
    }

    @Test
    public void survivesACheckThatThrows() throws Exception {
        server.server.pages().add(new HealthCheck() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public List<Problem> problems() {
                throw new IllegalStateException("canary");
            }
        });

        assertThat(server.send(server.get("/readyz", TestServer.OPERATOR)).body())
                .contains("broken")
                .doesNotContain("canary");
    }

    @Test
    public void tellsOthersOnlyWhetherItIsReady() throws Exception {
        server.server.pages().add(check("deploy", Problem.Severity.NOT_READY));

        for (String from : List.of("", PROXIED)) {
            server.authenticator.then = TestServer.FakeAuthenticator::byKey;
            assertThat(server.send(server.get("/readyz", from)).body()).isEqualTo("{\"ready\":false}");
            assertThat(server.send(server.get("/readyz", from + "Authorization: Bearer wrong\r\n"))
                            .body())
                    .isEqualTo("{\"ready\":false}");
            for (String scope : List.of("tools:*", "a:*", "admin:", "admin:write", "admin:rea")) {
                server.authenticator.then = sender ->
                        TestServer.FakeAuthenticator.known("k1", Narrowing.READS_EVERYTHING.withScopes(scope));
                assertThat(server.send(server.get("/readyz", from)).body())
                        .as(scope)
                        .isEqualTo("{\"ready\":false}");
            }
            server.authenticator.then = sender ->
                    TestServer.FakeAuthenticator.known("k1", Narrowing.READS_EVERYTHING.withScopes("admin:read"));
            assertThat(server.send(server.get("/readyz", from)).body()).contains("deploy");
        }
    }

    /** Otherwise strangers could hold the threads of the server, each with a body that never arrives. */
    @Test
    public void waitsForNoBody() throws Exception {
        for (String path : List.of("/healthz", "/readyz")) {
            try (RawClient client = server.connect()) {
                client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");

                assertThat(client.read().status()).as(path).isEqualTo(200);
            }
        }
    }

    /** Settings may give the anonymous caller of this machine scopes; they do not make it an operator. */
    @Test
    public void theAnonymousCallerIsNoOperator() throws Exception {
        server.authenticator.then = sender -> Identity.Known.of(
                new Caller("anonymous", "anonymous", Caller.Kind.SERVICE, new Tenant("default"), Map.of()),
                new Credential(
                        "anonymous",
                        Credential.Kind.NONE,
                        Narrowing.READS_EVERYTHING.withScopes("admin:read"),
                        Optional.empty()));

        assertThat(server.send(server.get("/readyz")).body()).isEqualTo("{\"ready\":true}");
    }

    @Test
    public void answersHeadWithoutABody() throws Exception {
        for (String path : List.of("/healthz", "/readyz")) {
            try (RawClient client = server.connect()) {
                client.send(server.get(path).replace("GET", "HEAD"));
                RawClient.Answer head = client.readHead();
                client.send(server.get("/healthz"));

                assertThat(head.status()).isEqualTo(200);
                assertThat(client.read().body()).isEqualTo("{\"alive\":true}");
            }
        }
        assertThat(server.send(server.get("/healthz").replace("GET", "PUT")).status())
                .isEqualTo(405);
    }

    private static HealthCheck check(String name, Problem.Severity severity) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Problem> problems() {
                return List.of(new Problem(severity, "say \"why\""));
            }
        };
    }
}
