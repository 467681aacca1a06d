package io.patchbay.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.PublicUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class FrontTest {

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
    public void answersACall() throws Exception {
        RawClient.Answer answer = server.send(server.post("{\"a\":1}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
        assertThat(new String(server.dispatcher.seen.element().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":1}");
    }

    @Test
    public void refusesForeignHostsOnEveryPath() throws Exception {
        List<String> hosts = List.of(
                "evil.example",
                "evil.example:" + server.port(),
                "localhost.evil.example",
                "localhost.",
                "user@localhost",
                "localhost@evil.example",
                "localhost:99999",
                "localhost:8080:8080",
                "localhost:",
                "127.0.0.1.nip.io",
                "127.1",
                "0x7f000001",
                "[::1",
                "[::2]",
                "::1",
                "",
                "localhost:80a",
                "mcp.example.com.",
                "xmcp.example.com",
                "mcp.example.com@evil.example",
                "localhost/evil",
                "localhost#",
                "localhost,evil");
        for (String host : hosts) {
            for (String path :
                    List.of("/mcp", "/healthz", "/readyz", "/.well-known/oauth-protected-resource", "/nothing")) {
                RawClient.Answer answer =
                        server.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + TestServer.KEY + "\r\n");

                assertThat(answer.status()).as(host + path).isIn(400, 403);
                assertThat(answer.body()).as(host + path).startsWith("{\"error\":\"");
            }
        }
        assertThat(server.dispatcher.seen).isEmpty();
    }

    @Test
    public void takesItsOwnHosts() throws Exception {
        List<String> hosts = List.of(
                "localhost",
                "LocalHost:1",
                "127.0.0.1",
                "127.0.0.1:65535",
                "[::1]",
                "[::1]:8080",
                "[::1%lo]",
                "[0:0:0:0:0:0:0:1]",
                "[0000::0001]:1",
                "[::0.0.0.1]",
                "[::ffff:127.0.0.1]",
                "[::FFFF:7f00:1]:99",
                "mcp.example.com",
                "MCP.example.com:443");
        for (String host : hosts) {
            assertThat(server.send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .status())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @Test
    public void refusesSeveralHostsOrNone() throws Exception {
        assertThat(server.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(server.send("GET /healthz HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
        assertThat(server.send("GET /healthz HTTP/1.0\r\n\r\n").status()).isEqualTo(403);
    }

    @Test
    public void refusesARequestTargetWithAForeignAuthority() throws Exception {
        assertThat(server.send("GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status())
                .isIn(400, 403);
        assertThat(server.send("GET http://localhost/healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                        .status())
                .isIn(400, 403);
        assertThat(server.send("GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                        .status())
                .isEqualTo(403);
        assertThat(server.send("GET http://evil.example/healthz HTTP/1.0\r\n\r\n")
                        .status())
                .isEqualTo(403);
        assertThat(server.send("CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(server.send("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n").status())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    public void refusesForeignOriginsOnEveryPath() throws Exception {
        List<String> origins = List.of(
                "https://evil.example",
                "null",
                "NULL",
                "",
                "http://localhost.evil.example",
                "http://localhost@evil.example",
                "http://localhost:8080/",
                "localhost",
                "file://",
                "HTTPS://app.example.com",
                "https://app.example.com:444",
                "http://app.example.com",
                "https://app.example.com.",
                "https://app.example.com/",
                "https://xapp.example.com",
                "http://[::1]x",
                "http://127.0.0.1.evil",
                "http://",
                "http://localhost:x");
        for (String origin : origins) {
            for (String path : List.of("/mcp", "/healthz", "/readyz", "/.well-known/oauth-protected-resource")) {
                for (String method : List.of("GET", "OPTIONS")) {
                    RawClient.Answer answer = server.send(method + " " + path
                            + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin + "\r\n" + TestServer.KEY + "\r\n");

                    assertThat(answer.status()).as(origin + path).isEqualTo(403);
                    assertThat(answer.headers()).as(origin).doesNotContainKey("access-control-allow-origin");
                }
            }
        }
        assertThat(server.dispatcher.seen).isEmpty();
        assertThat(server.trail.refused).allMatch(refusal -> refusal.reason().equals("foreign_origin"));
    }

    @Test
    public void refusesTwoOrigins() throws Exception {
        String two = "Origin: http://localhost\r\nOrigin: https://app.example.com\r\n";

        assertThat(server.send(server.get("/mcp", TestServer.KEY + two)).status())
                .isEqualTo(403);
    }

    @Test
    public void letsPagesOfAllowedOriginsReadTheAnswer() throws Exception {
        for (String origin : List.of(
                "http://localhost:6274",
                "https://localhost",
                "http://127.0.0.1:1",
                "http://[::1]:99",
                "https://app.example.com")) {
            RawClient.Answer answer = server.send(server.post("Origin: " + origin + "\r\n", "{}"));

            assertThat(answer.status()).as(origin).isEqualTo(200);
            assertThat(answer.header("access-control-allow-origin")).isEqualTo(origin);
            assertThat(answer.header("access-control-expose-headers")).contains("mcp-session-id", "www-authenticate");
            assertThat(answer.header("vary")).isEqualTo("Origin");
        }
    }

    @Test
    public void letsPagesReadRefusalsToo() throws Exception {
        RawClient.Answer answer = server.send(
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:6274\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("http://localhost:6274");
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    }

    @Test
    public void answersAPreflightWithoutACredential() throws Exception {
        RawClient.Answer answer = server.send(
                "OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: https://app.example.com\r\n"
                        + "Access-Control-Request-Method: POST\r\n"
                        + "Access-Control-Request-Headers: content-type, x-api-key, traceparent, Mcp-Param-City, mcp-param-<x>, x-other\r\n\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
        assertThat(answer.header("access-control-allow-methods")).contains("POST", "GET", "DELETE");
        assertThat(answer.header("access-control-allow-headers"))
                .contains(
                        "authorization",
                        "mcp-protocol-version",
                        "mcp-session-id",
                        "mcp-name",
                        "last-event-id",
                        "x-api-key",
                        "traceparent",
                        "mcp-param-city")
                .doesNotContain("<x>", "x-other");
        assertThat(server.authenticator.presented).isEmpty();
    }

    @Test
    public void keepsOtherPagesFromTheEyesOfWebPages() throws Exception {
        RawClient.Answer answer = server.send(server.get("/readyz", "Origin: http://localhost:6274\r\n"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    public void knowsTheEndpointByItsExactPathOnly() throws Exception {
        List<String> paths = List.of(
                "//mcp",
                "/mcp//",
                "/mcp%2f",
                "/mcp%2F",
                "/mcp/..",
                "/mcp/../mcp",
                "/x/../mcp",
                "/./mcp",
                "/%6dcp",
                "/mcp;x=1",
                "/MCP",
                "/mcp%00",
                "/mcp%",
                "/mcp%zz",
                "/mcp/x",
                "/mc",
                "/",
                "/mcp\\",
                "/%2e%2e/mcp",
                "/mcp%3fa",
                "/mcp%23");
        for (String path : paths) {
            RawClient.Answer answer = server.send(server.get(path, TestServer.KEY));

            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.header("content-type")).as(path).isEqualTo("application/json");
            assertThat(answer.body())
                    .as(path)
                    .startsWith("{\"error\":\"")
                    .doesNotContain("jetty")
                    .doesNotContain("Exception");
        }
        assertThat(server.dispatcher.seen).isEmpty();
    }

    @Test
    public void servesAPathWithASlashAtItsEndAsWithout() throws Exception {
        for (String method : List.of("POST", "GET", "DELETE", "PUT", "OPTIONS")) {
            for (String headers : List.of(TestServer.KEY, "", TestServer.KEY + "Origin: https://app.example.com\r\n")) {
                String request = server.post(headers, "{}")
                        .replace(TestServer.KEY + "Content", "Content")
                        .replace("POST", method);
                RawClient.Answer with = server.send(request.replace("/mcp", "/mcp/"));
                RawClient.Answer without = server.send(request);

                assertThat(with.status())
                        .as(request)
                        .isEqualTo(without.status())
                        .isLessThan(500)
                        .isNotIn(301, 302, 307, 308, 404);
                assertThat(with.body()).as(request).isEqualTo(without.body());
                assertThat(with.headers().keySet())
                        .as(request)
                        .isEqualTo(without.headers().keySet());
            }
        }
        for (String page : List.of("/healthz", "/readyz")) {
            assertThat(server.send(server.get(page + "/")).body())
                    .isEqualTo(server.send(server.get(page)).body());
        }
        server.httpSse(true);
        assertThat(server.send(server.get("/sse/")).status()).isEqualTo(401);
        assertThat(server.send(server.post("{}").replace("/mcp", "/messages/?sessionId=1"))
                        .body())
                .contains("No such stream");
    }

    @Test
    public void saysWhatIsWrongWithTwoSlashes() throws Exception {
        for (String path : List.of("//mcp", "/mcp//", "//", "//healthz", "/x//y")) {
            RawClient.Answer answer = server.send(server.get(path, TestServer.KEY));

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("consecutive slashes", "/mcp");
        }
    }

    @Test
    public void servesTheEndpointBelowThePathOfItsPublicUrl() throws Exception {
        HttpSettings now = server.server.settings();
        server.server.modified(new HttpSettings(
                now.address(),
                PublicUrl.of("https://mcp.example.com/tools/mcp"),
                now.hostRules(),
                now.proxies(),
                now.limits(),
                true));

        assertThat(server.send(server.post("{}").replace("/mcp", "/tools/mcp")).status())
                .isEqualTo(200);
        assertThat(server.send(server.post("{}")).status()).isEqualTo(200);
        assertThat(server.send(server.get("/tools/sse")).status()).isEqualTo(401);
        for (String path :
                List.of("/tools/healthz", "/tools/readyz", "/toolsmcp", "/tools", "/other/mcp", "/tools/tools/mcp")) {
            assertThat(server.send(server.get(path, TestServer.KEY)).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    public void readsOnlyOneFormOfHttp() throws Exception {
        for (String request : List.of(
                "GET /healthz HTTP/1.1\nHost: localhost\n\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n",
                "GET ftp://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET https://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET file://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(server.send(request).status()).as(request).isEqualTo(400);
        }
    }

    @Test
    public void takesAQueryAndAnAbsoluteTarget() throws Exception {
        assertThat(server.send(server.get("/mcp?a=b", TestServer.KEY)).status()).isEqualTo(200);
        assertThat(server.send("GET http://localhost/mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    public void tellsAnyoneWhichMethodsThereAre() throws Exception {
        RawClient.Answer answer = server.send("OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("allow")).isEqualTo("POST, GET, DELETE, OPTIONS");
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
    }

    @Test
    public void refusesOtherMethods() throws Exception {
        for (String method : List.of("PUT", "PATCH", "HEAD", "TRACE", "post", "BREW")) {
            RawClient.Answer answer;
            try (RawClient client = server.connect()) {
                client.send(method + " /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "\r\n");
                answer = client.readHead();
            }

            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("allow")).as(method).isEqualTo("POST, GET, DELETE, OPTIONS");
        }
    }
}
