package io.patchbay.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/**
 * Every HTTP path and method with every kind of credential. The table was written before the routes: change it only with the
 * decision that changes what a route needs.
 */
public class RoutesTableTest {

    /**
     * The columns: no key, through a proxy; no key, straight from the loopback; a wrong secret; a malformed credential; an expired key;
     * a key for one tool; a key that sees everything; an operator's key; a page of a foreign origin without a key and with an operator's
     * key; a page of an allowed origin without a key and with an operator's key.
     */
    private static final List<String> COLUMNS = List.of(
            "none",
            "loopback",
            "wrong",
            "malformed",
            "expired",
            "narrow",
            "all",
            "operator",
            "foreign",
            "foreign+op",
            "page",
            "page+op");

    /** {@code in} is any answer of the endpoint to an authenticated caller. {@code other} is every other method of {@link #METHODS}. */
    private static final String TABLE = """
            path      methods          none loopback wrong malformed expired narrow all operator foreign foreign+op page page+op
            /healthz  GET,HEAD          200      200   200       200     200    200 200      200     403        403  200     200
            /healthz  other             405      405   405       405     405    405 405      405     403        403  405     405
            /readyz   GET,HEAD          200      200   200       200     200    200 200      200     403        403  200     200
            /readyz   other             405      405   405       405     405    405 405      405     403        403  405     405
            /metrics  GET,HEAD          401      401   401       400     401    403 403      200     403        403  401     200
            /metrics  other             405      405   405       405     405    405 405      405     403        403  405     405
            /mcp      GET,POST,DELETE   401      401   401       400     401     in  in       in     403        403  401      in
            /mcp      OPTIONS           204      204   204       204     204    204 204      204     403        403  204     204
            /mcp      other             405      405   405       405     405    405 405      405     403        403  405     405
            *         other             404      404   404       404     404    404 404      404     403        403  404     404
            """;

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");
    private static final List<String> UNSERVED = List.of(
            "/",
            "/nothing",
            "/sse",
            "/messages",
            "/metrics/x",
            "/healthz/x",
            "/readyz/x",
            "/mcp/x",
            "/METRICS",
            "/admin",
            "/admin/api/v1",
            "/hooks/clock/x",
            "/.well-known/oauth-protected-resource");

    private static final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static Server server;
    private static Map<String, Map<String, String>> headers;

    @Rule
    public final Timeout timeout = Timeout.seconds(180);

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        Installation installation = new Installation("routes");
        installation.deploy("clock");
        String narrow = installation.key("narrow", Map.of("tools", List.of("clock_current_time")));
        String all = installation.key("all");
        String operator = installation.operator();
        String expired = installation.key("expired", Map.of("namedScopes", List.of("admin:read")));
        expire(installation.config().resolve("io.patchbay.identity.key~expired.cfg.json"));
        server = installation.start(Jdk.all().get(0));
        headers = new LinkedHashMap<>();
        headers.put("none", Map.of("X-Forwarded-For", "203.0.113.9"));
        headers.put("loopback", Map.of());
        headers.put("wrong", bearer("operator:wrong-secret-that-is-long-enough-for-a-test"));
        headers.put("malformed", Map.of("Authorization", operator)); // without its scheme
        headers.put("expired", bearer(expired));
        headers.put("narrow", bearer(narrow));
        headers.put("all", bearer(all));
        headers.put("operator", bearer(operator));
        headers.put("foreign", Map.of("Origin", "https://evil.example"));
        headers.put("foreign+op", Map.of("Origin", "https://evil.example", "Authorization", "Bearer " + operator));
        headers.put("page", Map.of("Origin", "http://localhost:6274"));
        headers.put("page+op", Map.of("Origin", "http://localhost:6274", "Authorization", "Bearer " + operator));
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    @Test
    public void everyPathAndMethodAnswersEveryCredentialAsInTheTable() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Row row : rows()) {
            for (int column = 0; column < COLUMNS.size(); column++) {
                String kind = COLUMNS.get(column);
                HttpResponse<String> answer = send(row.method, row.path, headers.get(kind));
                String expected = row.expected.get(column);
                int status = answer.statusCode();
                boolean matches = expected.equals("in")
                        ? status < 500 && status != 401 && status != 403
                        : expected.equals(String.valueOf(status));
                if (!matches) {
                    wrong.add(row.method + " " + row.path + ", " + kind + ": " + status + " instead of " + expected);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    public void onlyAnOperatorLearnsMoreThanWhetherTheServerIsReady() throws Exception {
        for (String kind : COLUMNS) {
            boolean operator = kind.equals("operator") || kind.equals("page+op");
            String ready = send("GET", "/readyz", headers.get(kind)).body();
            String figures = send("GET", "/metrics", headers.get(kind)).body();

            assertThat(ready.contains("problems")).as(kind).isEqualTo(operator);
            assertThat(figures.contains("patchbay_")).as(kind).isEqualTo(operator);
            if (!operator && !kind.startsWith("foreign")) {
                assertThat(ready).as(kind).isEqualTo("{\"ready\":true}");
            }
            assertThat(send("HEAD", "/metrics", headers.get(kind)).body())
                    .as(kind)
                    .isEmpty();
        }
    }

    /** A page of an allowed origin reads answers of MCP, and nothing else. A page of another origin reads nothing. */
    @Test
    public void pagesReadOnlyTheEndpoint() throws Exception {
        for (Row row : rows()) {
            for (String kind : List.of("foreign", "foreign+op", "page", "page+op", "loopback", "operator")) {
                HttpResponse<String> answer = send(row.method, row.path, headers.get(kind));
                boolean readable = row.path.equals("/mcp") && kind.startsWith("page");

                assertThat(answer.headers()
                                .firstValue("Access-Control-Allow-Origin")
                                .isPresent())
                        .as(row.method + " " + row.path + ", " + kind)
                        .isEqualTo(readable);
            }
        }
    }

    @Test
    public void refusalsSayHowToAuthenticateAndNothingOfTheServer() throws Exception {
        for (String kind : List.of("none", "loopback", "page", "wrong", "expired")) {
            HttpResponse<String> answer = send("GET", "/metrics", headers.get(kind));

            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .as(kind)
                    .isEqualTo(send("POST", "/mcp", headers.get(kind)).headers().firstValue("WWW-Authenticate"))
                    .isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).as(kind).hasValue("application/problem+json");
        }
        for (String kind : COLUMNS) {
            assertThat(send("GET", "/metrics", headers.get(kind)).body())
                    .as(kind)
                    .doesNotContain("Exception", "jetty", "io.patchbay", "operator:", "secret-of-");
        }
        assertThat(send("POST", "/metrics", headers.get("operator")).headers().firstValue("Allow"))
                .hasValue("GET, HEAD");
    }

    /** One row for each path and method. */
    private record Row(String path, String method, List<String> expected) {}

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<String[]> lines = TABLE.lines().map(line -> line.split(" +")).toList();
        assertThat(List.of(lines.get(0)).subList(2, lines.get(0).length)).isEqualTo(COLUMNS);
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (String[] line : lines.subList(1, lines.size())) {
            List<String> methods = named.computeIfAbsent(line[0], path -> new ArrayList<>());
            List<String> given = new ArrayList<>(line[1].equals("other") ? METHODS : List.of(line[1].split(",")));
            given.removeAll(methods);
            methods.addAll(given);
            for (String path : line[0].equals("*") ? UNSERVED : List.of(line[0])) {
                given.forEach(
                        method -> rows.add(new Row(path, method, List.of(line).subList(2, line.length))));
            }
        }
        return rows;
    }

    private static HttpResponse<String> send(String method, String path, Map<String, String> given)
            throws IOException, InterruptedException {
        URI uri = server.endpoint().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        given.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, String> bearer(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    private static void expire(Path file) throws IOException {
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"expires\":\"2020-01-01T00:00:00Z\","));
    }
}
