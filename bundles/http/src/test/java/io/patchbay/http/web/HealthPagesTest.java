package io.patchbay.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Narrowing;
import java.util.List;
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
        RawClient.Answer answer = server.send(server.get("/readyz"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ready\":true,\"problems\":[]}");
    }

    @Test
    public void namesWhatIsMissing() throws Exception {
        server.server.guards().unbind(server.dispatcher);
        server.server.guards().unbind(server.authenticator);
        server.server.guards().unbind(server.trail);

        RawClient.Answer answer = server.send(server.get("/readyz"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .contains("identity", "audit", "protocol", "NOT_READY")
                .startsWith("{\"ready\":false");
        assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
    }

    @Test
    public void staysReadyWhileSomethingNeedsALook() throws Exception {
        server.server.pages().add(check("deploy", Problem.Severity.DEGRADED));

        RawClient.Answer answer = server.send(server.get("/readyz"));

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

        assertThat(server.send(server.get("/readyz")).body()).contains("broken").doesNotContain("canary");
    }

    @Test
    public void tellsOthersOnlyWhetherItIsReady() throws Exception {
        server.server.pages().add(check("deploy", Problem.Severity.NOT_READY));

        assertThat(server.send(server.get("/readyz", PROXIED)).body()).isEqualTo("{\"ready\":false}");
        assertThat(server.send(server.get("/readyz", PROXIED + "Authorization: Bearer wrong\r\n"))
                        .body())
                .isEqualTo("{\"ready\":false}");
        server.authenticator.then = sender -> TestServer.FakeAuthenticator.known("k1", Narrowing.READS_EVERYTHING);
        assertThat(server.send(server.get("/readyz", PROXIED)).body()).isEqualTo("{\"ready\":false}");
        server.authenticator.then =
                sender -> TestServer.FakeAuthenticator.known("k1", Narrowing.READS_EVERYTHING.withScopes("admin:read"));
        assertThat(server.send(server.get("/readyz", PROXIED)).body()).contains("deploy");
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
