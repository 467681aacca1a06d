package io.patchbay.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Caller;
import io.patchbay.api.Json;
import io.patchbay.api.Tenant;
import io.patchbay.http.Http2Client;
import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.http.request.BodyMemory;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.web.Route;
import io.patchbay.spi.web.Route.Access;
import io.patchbay.spi.web.Routes;
import io.patchbay.spi.web.WebAnswer;
import io.patchbay.spi.web.WebHandler;
import io.patchbay.spi.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class RoutePathTest {

    private static final RouteLimits LIMITS = new RouteLimits(Duration.ofMillis(500), Duration.ofMillis(500), 4);
    private static final String FOREIGN = "Origin: https://evil.example\r\n";
    private static final String ALLOWED = "Origin: https://app.example.com\r\n";

    private final AtomicReference<WebRequest> seen = new AtomicReference<>();
    private final AtomicInteger ran = new AtomicInteger();
    private TestServer server;

    @Before
    public void start() throws Exception {
        server = new TestServer(
                TestServer.TestSettings.standard().withRequest(Duration.ofSeconds(1)), BodyMemory.ofHeap(), LIMITS);
    }

    @After
    public void stop() {
        server.close();
    }

    @Test
    public void handsTheWholeRequestToTheHandler() throws Exception {
        add("/x", write("/a/*", Access.CREDENTIAL, this::echo));

        RawClient.Answer answer =
                server.send(post("/x/a/b?q=1&q=2", TestServer.KEY + "X-Two: 1\r\nx-two: 2\r\n", "hi"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hi");
        assertThat(seen.get().method()).isEqualTo("POST");
        assertThat(seen.get().path()).isEqualTo("/x/a/b");
        assertThat(seen.get().query()).hasValue("q=1&q=2");
        assertThat(seen.get().headers().all("X-TWO")).containsExactly("1", "2");
        assertThat(seen.get().loopback()).isTrue();
        assertThat(seen.get().source().isLoopbackAddress()).isTrue();
        assertThat(seen.get().identity().orElseThrow().caller().id()).isEqualTo("k1");
    }

    @Test
    public void addsWhatEveryAnswerNeeds() throws Exception {
        add(
                "/x",
                get("", Access.ANYONE, this::echo),
                get(
                        "/kept",
                        Access.ANYONE,
                        request -> echo(request)
                                .with("Cache-Control", "max-age=60")
                                .with("ETag", "\"1\"")));

        RawClient.Answer plain = server.send(server.get("/x"));
        RawClient.Answer kept = server.send(server.get("/x/kept"));

        assertThat(plain.header("cache-control")).isEqualTo("no-store");
        assertThat(plain.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(plain.header("cross-origin-resource-policy")).isEqualTo("same-origin");
        assertThat(kept.header("cache-control")).isEqualTo("max-age=60");
        assertThat(kept.header("etag")).isEqualTo("\"1\"");
    }

    @Test
    public void answersHeadLikeGetWithoutTheBody() throws Exception {
        add("/x", get("", Access.ANYONE, request -> answer("hello")), get("/stream", Access.ANYONE, request -> {
            seen.set(request);
            return WebAnswer.stream(200, "text/plain", out -> ran.incrementAndGet());
        }));

        for (String path : List.of("/x", "/x/stream")) {
            try (RawClient client = server.connect()) {
                client.send(server.get(path).replace("GET", "HEAD"));
                RawClient.Answer head = client.readHead();
                client.send(server.get("/healthz"));

                assertThat(head.status()).isEqualTo(200);
                assertThat(client.read().body()).isEqualTo("{\"alive\":true}");
            }
        }
        assertThat(seen.get().method()).isEqualTo("GET");
        assertThat(ran).as("a stream that nobody reads is not written").hasValue(0);
    }

    @Test
    public void namesTheMethodsOfAPath() throws Exception {
        add("/x", get("/a", Access.OPERATOR, this::echo), write("/a", Access.OPERATOR, this::echo));

        RawClient.Answer wrongMethod = server.send(server.get("/x/a").replace("GET", "DELETE"));
        RawClient.Answer noSuchPath = server.send(server.get("/x/b"));

        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("allow")).isEqualTo("GET, HEAD, POST");
        assertThat(wrongMethod.header("content-type")).isEqualTo("application/problem+json");
        assertThat(wrongMethod.body())
                .isEqualTo(
                        "{\"title\":\"Method not allowed\",\"status\":405,\"detail\":\"This path accepts GET, HEAD, POST"
                                + " only.\"}");
        assertThat(noSuchPath.status()).isEqualTo(404);
        assertThat(noSuchPath.header("content-type")).isEqualTo("application/problem+json");
        assertThat(server.send(server.get("/xa")).status()).isEqualTo(404);
        assertThat(server.authenticator.presented)
                .as("no credential is read yet")
                .isEmpty();
    }

    @Test
    public void requiresWhatTheRouteSays() throws Exception {
        add(
                "/x",
                get("/anyone", Access.ANYONE, this::echo),
                get("/optional", Access.OPTIONAL, this::echo),
                get("/credential", Access.CREDENTIAL, this::echo),
                get("/person", Access.PERSON, this::echo),
                get("/operator", Access.OPERATOR, this::echo),
                write("/write", Access.OPERATOR, this::echo));
        String wrong = "Authorization: Bearer wrong:secret\r\n";

        assertStatus("/x/anyone", Map.of("", 200, wrong, 200, TestServer.KEY, 200, TestServer.OPERATOR, 200));
        assertThat(server.authenticator.presented).as("no credential is read").isEmpty();
        assertStatus("/x/optional", Map.of("", 200, wrong, 200, TestServer.KEY, 200, TestServer.OPERATOR, 200));
        assertStatus("/x/credential", Map.of("", 401, wrong, 401, TestServer.KEY, 200, TestServer.OPERATOR, 200));
        assertStatus("/x/person", Map.of("", 401, wrong, 401, TestServer.KEY, 403, TestServer.OPERATOR, 403));
        assertStatus("/x/operator", Map.of("", 401, wrong, 401, TestServer.KEY, 403, TestServer.OPERATOR, 200));
        assertThat(server.send(post("/x/write", TestServer.KEY, "")).status()).isEqualTo(403);
        assertThat(server.send(post("/x/write", TestServer.OPERATOR, "")).status())
                .isEqualTo(200);
        server.authenticator.then =
                sender -> TestServer.FakeAuthenticator.known("op", Narrowing.READS_EVERYTHING.withScopes("admin:read"));
        assertThat(server.send(post("/x/write", "", "")).status())
                .as("who may read may not write")
                .isEqualTo(403);
    }

    @Test
    public void challengesLikeTheEndpoint() throws Exception {
        add("/x", get("", Access.CREDENTIAL, this::echo));
        for (String key : List.of("", "Authorization: Bearer wrong:secret\r\n", TestServer.KEY + TestServer.KEY)) {
            RawClient.Answer route = server.send(server.get("/x", key));
            RawClient.Answer endpoint = server.send(server.get("/mcp", key));

            assertThat(route.status()).isEqualTo(endpoint.status()).isIn(400, 401);
            assertThat(route.header("www-authenticate")).isEqualTo(endpoint.header("www-authenticate"));
            assertThat(route.header("content-type")).isEqualTo("application/problem+json");
            assertThat(endpoint.header("content-type")).isEqualTo("application/json");
        }
        assertThat(server.trail.refused)
                .extracting(refusal -> refusal.reason())
                .containsExactly(
                        "no_credential",
                        "no_credential",
                        "unknown_credential",
                        "unknown_credential",
                        "malformed_credential",
                        "malformed_credential");
        assertThat(server.trail.steps).isEmpty();
    }

    @Test
    public void comingFromThisMachineIsNoCredential() throws Exception {
        add("/x", get("", Access.CREDENTIAL, this::echo), get("/o", Access.OPTIONAL, this::echo));
        server.authenticator.then = sender -> Identity.Known.of(
                new Caller("anonymous", "anonymous", Caller.Kind.SERVICE, new Tenant("default"), Map.of()),
                new Credential("anonymous", Credential.Kind.NONE, Narrowing.READS_EVERYTHING, Optional.empty()));

        assertThat(server.send(server.get("/x")).status()).isEqualTo(401);
        assertThat(server.send(server.get("/x/o")).status()).isEqualTo(200);
        assertThat(seen.get().identity()).isEmpty();
    }

    @Test
    public void recordsAReadAndAWriteInTheOrderOfTheirSteps() throws Exception {
        add("/x", get("/a/*", Access.CREDENTIAL, this::echo), write("/b", Access.CREDENTIAL, request -> {
            server.trail.steps.add("handler");
            return answer("done");
        }));

        server.send(server.get("/x/a/1?secret=2", TestServer.KEY));
        assertThat(server.trail.steps)
                .containsExactly("open http/GET by k1", "/x/a/* READ_ONLY {path=/x/a/1}", "allow", "OK");
        server.trail.steps.clear();
        server.send(post("/x/b", TestServer.KEY, "body"));
        assertThat(server.trail.steps)
                .containsExactly("open http/POST by k1", "/x/b DESTRUCTIVE {}", "allow", "intent", "handler", "OK");
    }

    @Test
    public void runsNothingThatPolicyDenies() throws Exception {
        add("/x", write("", Access.CREDENTIAL, this::count));
        server.policy.then = operation -> new Decision.Deny("operation_not_supported", "Writes are not allowed.");

        RawClient.Answer denied = server.send(post("/x", TestServer.KEY, "body"));

        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.body()).contains("Writes are not allowed.");
        assertThat(server.trail.steps)
                .containsExactly("open http/POST by k1", "/x DESTRUCTIVE {}", "deny", "DENIED operation_not_supported");
        server.policy.then = operation -> new Decision.Draft("d1", "kept");
        assertThat(server.send(post("/x", TestServer.KEY, "body")).status()).isEqualTo(403);
        server.policy.then = operation -> {
            throw new IllegalStateException("canary");
        };
        RawClient.Answer failed = server.send(post("/x", TestServer.KEY, "body"));
        assertThat(failed.status()).isEqualTo(403);
        assertThat(failed.body()).doesNotContain("canary");
        assertThat(ran).hasValue(0);
    }

    @Test
    public void deniesBeforeTheBodyArrives() throws Exception {
        add("/x", write("", Access.CREDENTIAL, this::count));
        server.policy.refusal = Optional.of(new Decision.Deny("operation_not_supported", "No."));
        try (RawClient client = server.connect()) {
            client.send("POST /x HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "Content-Length: 100\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(403);
        }
        assertThat(ran).hasValue(0);
    }

    @Test
    public void isClosedWithoutItsGuards() throws Exception {
        add(
                "/x",
                get("/read", Access.CREDENTIAL, this::count),
                write("/write", Access.OPERATOR, this::count),
                get("/operator", Access.OPERATOR, this::echo));
        server.trail.failing = true;
        assertThat(server.send(post("/x/write", TestServer.OPERATOR, "")).status())
                .isEqualTo(503);
        assertThat(ran).as("the intent is on record before the handler runs").hasValue(0);
        assertThat(server.send(server.get("/x/read", TestServer.KEY)).status()).isEqualTo(503);
        assertThat(server.send(server.get("/x/operator", TestServer.OPERATOR)).status())
                .as("an operator finds out why")
                .isEqualTo(200);
        ran.set(0);

        server.server.guards().unbind(server.trail);
        server.server.guards().unbind(server.policy);
        assertThat(server.send(post("/x/write", TestServer.OPERATOR, "")).status())
                .isEqualTo(503);
        assertThat(server.send(server.get("/x/read", TestServer.KEY)).status()).isEqualTo(503);
        assertThat(server.send(server.get("/x/operator", TestServer.OPERATOR)).status())
                .isEqualTo(200);
        server.server.guards().unbind(server.authenticator);
        assertThat(server.send(server.get("/x/operator", TestServer.OPERATOR)).status())
                .isEqualTo(503);
        assertThat(ran).hasValue(0);
    }

    @Test
    public void letsPagesUseOnlyWhatIsForPages() throws Exception {
        Route forPages = new Route(Set.of("GET", "POST"), "/page", Access.CREDENTIAL, false, 10, true, this::echo);
        add("/x", forPages, get("", Access.ANYONE, this::echo), write("/write", Access.CREDENTIAL, this::count));

        RawClient.Answer readable = server.send(server.get("/x/page", ALLOWED + TestServer.KEY));
        assertThat(readable.status()).isEqualTo(200);
        assertThat(readable.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
        assertThat(readable.headers()).doesNotContainKey("cross-origin-resource-policy");
        RawClient.Answer refused = server.send(server.get("/x/page", ALLOWED));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
        assertThat(server.send(server.get("/x", ALLOWED)).headers()).doesNotContainKey("access-control-allow-origin");
        assertThat(server.send(post("/x/write", ALLOWED + TestServer.KEY, "")).status())
                .isEqualTo(403);
        for (String path : List.of("/x/page", "/x", "/x/write")) {
            assertThat(server.send(server.get(path, FOREIGN + TestServer.KEY)).status())
                    .isEqualTo(403);
        }
        assertThat(ran).hasValue(0);
    }

    @Test
    public void answersAPreflightOnlyForWhatIsForPages() throws Exception {
        Route forPages = new Route(Set.of("GET", "POST"), "/page", Access.CREDENTIAL, false, 10, true, this::echo);
        add("/x", forPages, get("", Access.ANYONE, this::echo));
        String asked = ALLOWED + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-api-key\r\n";

        RawClient.Answer preflight = server.send(server.get("/x/page", asked).replace("GET /", "OPTIONS /"));
        RawClient.Answer other = server.send(server.get("/x", asked).replace("GET /", "OPTIONS /"));

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-methods")).isEqualTo("GET, HEAD, POST");
        assertThat(preflight.header("access-control-allow-headers")).contains("x-api-key", "authorization");
        assertThat(preflight.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
        assertThat(other.status()).isEqualTo(405);
        assertThat(other.headers()).doesNotContainKey("access-control-allow-origin");
        assertThat(server.authenticator.presented).isEmpty();
    }

    @Test
    public void limitsBodies() throws Exception {
        add(
                "/x",
                new Route(Set.of("POST"), "", Access.CREDENTIAL, false, 10, false, this::count),
                get("/none", Access.ANYONE, this::count));

        assertThat(server.send(post("/x", TestServer.KEY, "0123456789")).status())
                .isEqualTo(200);
        assertThat(server.send(post("/x", TestServer.KEY, "")).status()).isEqualTo(200);
        ran.set(0);
        assertThat(server.send(post("/x", TestServer.KEY, "01234567890")).status())
                .isEqualTo(413);
        String chunked = "POST /x HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY
                + "Transfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n5\r\n67890\r\n0\r\n\r\n";
        assertThat(server.send(chunked).status()).isEqualTo(413);
        assertThat(server.send(chunked.replace("5\r\n67890", "4\r\n6789")).status())
                .isEqualTo(200);
        ran.set(0);
        assertThat(server.send(post("/x", TestServer.KEY + "Content-Encoding: gzip\r\n", "0"))
                        .status())
                .isEqualTo(415);
        RawClient.Answer none = server.send(server.get("/x/none", "Content-Length: 1\r\n") + "a");
        assertThat(none.status()).isEqualTo(413);
        assertThat(none.body()).contains("accepts no body");
        assertThat(ran).hasValue(0);
        assertThat(server.trail.steps).contains("INVALID 413", "INVALID 415");
    }

    @Test
    public void readsNoByteOfAStrangersBody() throws Exception {
        add("/x", write("", Access.CREDENTIAL, this::count));
        try (RawClient client = server.connect()) {
            client.send("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(401);
        }
    }

    @Test
    public void waitsForASlowClientOnlyForTheTimeOfARequest() throws Exception {
        add("/x", write("", Access.CREDENTIAL, this::count));
        try (RawClient client = server.connect()) {
            client.send("POST /x HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "Content-Length: 3\r\n\r\na");

            RawClient.Answer answer = client.read();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        }
        try (RawClient client = server.connect()) {
            client.send("POST /x HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY + "Content-Length: 3\r\n\r\na");
            client.finish();
            client.read();
        }
        assertThat(server.send(post("/x", TestServer.KEY, "abc")).status()).isEqualTo(200);
        assertThat(ran).hasValue(1);
    }

    @Test
    public void isNotFooledIntoARoute() throws Exception {
        add("/x", get("", Access.ANYONE, this::echo), get("/a", Access.ANYONE, this::echo));

        for (String path : List.of(
                "/x%2f..",
                "//x",
                "/%2e%2e/x",
                "/x;a",
                "/x/;a",
                "/y/..%2fx",
                "/y/../x",
                "/./x",
                "/%78",
                "/x/..;/x",
                "/x//",
                "/x//a",
                "/x%2fa",
                "/x/%2e/a",
                "/x/./a",
                "/x/a%2f",
                "/X",
                "/x/A",
                "/x/a/b",
                "/x%00",
                "/x\\a")) {
            assertThat(server.send(server.get(path)).status()).as(path).isIn(400, 404);
        }
        assertThat(server.send(server.get("/x/")).status()).isEqualTo(200);
        assertThat(server.send(server.get("/x/a/?b")).status()).isEqualTo(200);
        assertThat(server.send("GET /x HTTP/1.1\r\nHost: evil.example\r\n\r\n").status())
                .isEqualTo(403);
    }

    @Test
    public void findsTheMostSpecificPath() throws Exception {
        add(
                "/x",
                get("/*", Access.ANYONE, request -> answer("all")),
                get("/a", Access.ANYONE, request -> answer("a")),
                get("/a/*", Access.ANYONE, request -> answer("below a")),
                write("/a/b", Access.CREDENTIAL, request -> answer("b")));

        assertThat(server.send(server.get("/x")).status()).isEqualTo(404);
        assertThat(server.send(server.get("/x/q/r")).body()).isEqualTo("all");
        assertThat(server.send(server.get("/x/a")).body()).isEqualTo("a");
        assertThat(server.send(server.get("/x/a/c/d")).body()).isEqualTo("below a");
        assertThat(server.send(server.get("/x/a/b")).status()).isEqualTo(405);
    }

    @Test
    public void servesABaseByItsHighestRankingAndTheLongestBase() throws Exception {
        Routes better = routes("/x", get("/*", Access.ANYONE, request -> answer("better")));
        server.server.routes().add(routes("/x", get("/*", Access.ANYONE, request -> answer("first"))), "one", 1, 1);
        server.server.routes().add(better, "two", 2, 2);
        server.server.routes().add(routes("/x", get("/*", Access.ANYONE, request -> answer("last"))), "three", 0, 3);
        server.server.routes().add(routes("/x/y", get("/z", Access.ANYONE, request -> answer("deeper"))), "four", 0, 4);

        assertThat(server.send(server.get("/x/a")).body()).isEqualTo("better");
        assertThat(server.send(server.get("/x/y/z")).body()).isEqualTo("deeper");
        assertThat(server.send(server.get("/x/y/q")).status()).isEqualTo(404);
        assertThat(server.server.problems())
                .extracting(problem -> problem.message())
                .containsExactly(
                        "The HTTP routes of one are not served: two serves /x.",
                        "The HTTP routes of three are not served: two serves /x.");

        server.server.routes().remove(better);
        assertThat(server.send(server.get("/x/a")).body()).isEqualTo("first");
    }

    @Test
    public void refusesRoutesThatAreNotInOrderAndSaysWhy() throws Exception {
        Route route = get("", Access.ANYONE, request -> answer("mine"));
        for (String base : List.of(
                "/mcp",
                "/mcp/x",
                "/healthz",
                "/readyz/x",
                "/sse",
                "/messages",
                "/",
                "",
                "x",
                "/x/",
                "/x//y",
                "/x/../y",
                "/.",
                "/a b",
                "/%78")) {
            Routes wrong = routes(base, route);
            server.server.routes().add(wrong, "part", Integer.MAX_VALUE, 1);

            assertThat(server.server.problems()).as(base).hasSize(1);
            assertThat(server.server.problems().get(0).message())
                    .as(base)
                    .startsWith("The HTTP routes of part are not served: ");
            server.server.routes().remove(wrong);
        }
        server.server.routes().add(routes("/y", route, route), "twice", 0, 2);
        server.server
                .routes()
                .add(
                        new Routes() {
                            @Override
                            public String base() {
                                throw new IllegalStateException("canary");
                            }

                            @Override
                            public List<Route> routes() {
                                return List.of();
                            }
                        },
                        "throwing",
                        0,
                        3);

        assertThat(server.server.problems())
                .extracting(problem -> problem.message())
                .containsExactly(
                        "The HTTP routes of throwing are not served: they could not be read, and the cause is in the log.",
                        "The HTTP routes of twice are not served: two routes have the method GET and the path /y.");
        assertThat(server.send(server.get("/mcp")).status()).isEqualTo(401);
        assertThat(server.send(server.get("/healthz")).body()).isEqualTo("{\"alive\":true}");
        assertThat(server.send(server.get("/y")).status()).isEqualTo(404);
    }

    @Test
    public void answersForAHandlerThatFails() throws Exception {
        add(
                "/x",
                get("/throws", Access.CREDENTIAL, request -> {
                    throw new IllegalStateException("canary");
                }),
                get("/error", Access.CREDENTIAL, request -> {
                    throw new StackOverflowError("canary");
                }),
                get("/null", Access.CREDENTIAL, request -> null),
                get("/bad", Access.CREDENTIAL, request -> answer("x").with("Content-Length", "3")),
                get("/split", Access.CREDENTIAL, request -> answer("x").with("X", "a\r\nSet-Cookie: b")));

        for (String path : List.of("/throws", "/error", "/null", "/bad", "/split")) {
            RawClient.Answer answer = server.send(server.get("/x" + path, TestServer.KEY));

            assertThat(answer.status()).as(path).isEqualTo(500);
            assertThat(answer.header("content-type")).as(path).isEqualTo("application/problem+json");
            assertThat(answer.body()).as(path).contains("call id").doesNotContain("canary", "Exception", "java");
        }
        assertThat(server.trail.steps.stream().filter("ERROR internal_error"::equals))
                .hasSize(5);
    }

    @Test
    public void answersForAHandlerThatNeverDoes() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(LIMITS.concurrentRequests());
        CountDownLatch release = new CountDownLatch(1);
        add("/x", get("", Access.CREDENTIAL, request -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                release.await();
            }
            return answer("late");
        }));
        for (int count = 0; count < LIMITS.concurrentRequests(); count++) {
            assertThat(server.send(server.get("/x", TestServer.KEY)).status()).isEqualTo(503);
        }

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        RawClient.Answer full = server.send(server.get("/x", TestServer.KEY));
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.body()).contains("Too many requests to this path");
        assertThat(server.server.problems())
                .extracting(problem -> problem.message())
                .containsExactly("4 requests to /x were answered with 503 and still run.");
        assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
        assertThat(server.trail.steps).contains("TIMEOUT deadline_exceeded").doesNotContain("OK");
        release.countDown();
        Wait.untilTrue(() -> server.server.problems().isEmpty());
    }

    @Test
    public void letsARequestFinishWhenItsRoutesGo() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Routes routes = routes("/x", get("", Access.ANYONE, request -> {
            inside.countDown();
            release.await(20, TimeUnit.SECONDS);
            return answer("done");
        }));
        server.server.routes().add(routes, "part", 0, 1);
        try (RawClient client = server.connect()) {
            client.send(server.get("/x"));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> removed =
                    CompletableFuture.runAsync(() -> server.server.routes().remove(routes));
            Wait.untilTrue(() -> server.send(server.get("/x")).status() == 404);
            release.countDown();

            assertThat(client.read().body()).isEqualTo("done");
            removed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    public void interruptsARequestThatOutlivesItsRoutes() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Routes routes = routes(
                "/x",
                get(
                        "",
                        Access.ANYONE,
                        request -> WebAnswer.stream(200, "text/plain", out -> {
                            inside.countDown();
                            new CountDownLatch(1).await();
                        })));
        server.server.routes().add(routes, "part", 0, 1);
        try (RawClient client = server.connect()) {
            client.send(server.get("/x"));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

            server.server.routes().remove(routes);

            assertThat(client.read().status()).isEqualTo(500);
        }
    }

    @Test
    public void lendsAHandlerTheLoaderOfItsRoutes() throws Exception {
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        add("/x", get("", Access.ANYONE, request -> {
            loader.set(Thread.currentThread().getContextClassLoader());
            return answer("x");
        }));

        server.send(server.get("/x"));

        assertThat(loader).hasValue(getClass().getClassLoader());
    }

    @Test
    public void writesALargeStreamAtThePaceOfItsReader() throws Exception {
        int blocks = 2_000;
        byte[] block = "0123456789abcdef".repeat(1024).getBytes(StandardCharsets.US_ASCII);
        AtomicLong written = new AtomicLong();
        add("/x", stream("", out -> {
            for (int count = 0; count < blocks; count++) {
                out.write(block);
                written.addAndGet(block.length);
            }
        }));
        try (RawClient client = server.connect()) {
            client.send(server.get("/x", TestServer.KEY));
            assertThat(client.readHead().status()).isEqualTo(200);
            long before = -1;
            while (before != written.get()) {
                before = written.get();
                TimeUnit.MILLISECONDS.sleep(300); // until the writer waits for the reader
            }
            assertThat(written.get()).isLessThan((long) blocks * block.length);

            long read = 0;
            for (String chunk = client.readChunk(); !chunk.isEmpty(); chunk = client.readChunk()) {
                read += chunk.length();
            }
            assertThat(read).isEqualTo((long) blocks * block.length);
        }
        Wait.untilTrue(() -> server.trail.steps.contains("OK"));
    }

    @Test
    public void endsAStreamWhoseClientHasGone() throws Exception {
        add("/x", stream("", out -> {
            while (true) {
                out.write(new byte[1024]);
            }
        }));
        try (RawClient client = server.connect()) {
            client.send(server.get("/x", TestServer.KEY));
            assertThat(client.readHead().status()).isEqualTo(200);
            client.vanish();
        }

        Wait.untilTrue(() -> server.trail.steps.contains("CANCELLED"));
    }

    @Test
    public void cutsAStreamOffThatFailsAndAnswersIfNothingWasSent() throws Exception {
        add(
                "/x",
                stream("/late", out -> {
                    out.write(new byte[100_000]);
                    out.flush();
                    throw new IllegalStateException("canary");
                }),
                stream("/closing", out -> {
                    try (out) {
                        out.write(new byte[100_000]);
                    }
                    throw new IllegalStateException("canary");
                }),
                stream("/early", out -> {
                    throw new IllegalStateException("canary");
                }));
        for (String path : List.of("/x/late", "/x/closing")) {
            try (RawClient client = server.connect()) {
                client.send(server.get(path, TestServer.KEY));
                assertThat(client.readHead().status()).isEqualTo(200);
                int length = 0;
                String chunk = client.readChunk();
                while (!chunk.isEmpty()) {
                    length += chunk.length();
                    chunk = client.readChunk();
                }
                assertThat(client.closed()).as(path).isTrue();
                assertThat(length).as(path).isLessThanOrEqualTo(100_000);
            }
        }
        RawClient.Answer early = server.send(server.get("/x/early", TestServer.KEY));
        assertThat(early.status()).isEqualTo(500);
        assertThat(early.body()).doesNotContain("canary");
        Wait.untilTrue(() -> server.trail.steps.stream()
                        .filter("ERROR internal_error"::equals)
                        .count()
                == 3);
    }

    @Test
    public void servesHttp2ByTheSameRules() throws Exception {
        add(
                "/x",
                write("", Access.CREDENTIAL, this::echo),
                get(
                        "/stream",
                        Access.ANYONE,
                        request -> WebAnswer.stream(
                                200, "text/plain", out -> out.write("streamed".getBytes(StandardCharsets.US_ASCII)))));
        Map<String, String> key = Map.of("authorization", "Bearer k1:secret");
        try (Http2Client client = new Http2Client(server.port())) {
            assertThat(client.ask("POST", "/x", key, "hi")).isEqualTo(new Http2Client.Answer(200, "hi"));
            assertThat(client.ask("POST", "/x", Map.of(), "hi").body()).contains("\"status\":401");
            assertThat(client.ask("POST", "/x", key, "x".repeat(101)).body()).contains("\"status\":413");
            assertThat(client.ask("GET", "/x/stream", Map.of(), "")).isEqualTo(new Http2Client.Answer(200, "streamed"));
            assertThat(client.ask("GET", "/x/none", Map.of(), "").status()).isEqualTo(404);
        }
    }

    @Test
    public void servesAThousandRoutesAndBases() throws Exception {
        Route[] many = new Route[1_000];
        for (int number = 0; number < many.length; number++) {
            String text = "route " + number;
            many[number] = get("/r" + number + (number % 2 == 0 ? "" : "/*"), Access.ANYONE, request -> answer(text));
            server.server
                    .routes()
                    .add(routes("/base" + number, get("", Access.ANYONE, request -> answer(text))), "many", 0, number);
        }
        add("/x", many);

        assertThat(server.send(server.get("/x/r998")).body()).isEqualTo("route 998");
        assertThat(server.send(server.get("/x/r999/a")).body()).isEqualTo("route 999");
        assertThat(server.send(server.get("/base999")).body()).isEqualTo("route 999");
        assertThat(server.send(server.get("/x/r1000")).status()).isEqualTo(404);
        assertThat(server.server.problems()).isEmpty();
    }

    @Test
    public void changesRoutesWhileRequestsRunWithoutAWrongAnswer() throws Exception {
        AtomicInteger served = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Set<Integer>> statuses = CompletableFuture.supplyAsync(() -> {
            Set<Integer> all = new TreeSet<>();
            while (done.getCount() > 0) {
                try {
                    all.add(server.send(server.get("/x")).status());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                served.incrementAndGet();
            }
            return all;
        });
        for (int round = 0; round < 50; round++) {
            Routes routes = routes("/x", get("", Access.ANYONE, this::echo));
            server.server.routes().add(routes, "part", 0, round);
            int before = served.get();
            Wait.untilTrue(() -> served.get() > before || statuses.isDone());
            server.server.routes().remove(routes);
        }
        done.countDown();

        assertThat(statuses.get(20, TimeUnit.SECONDS)).contains(200).isSubsetOf(200, 404, 503);
    }

    private void assertStatus(String path, Map<String, Integer> byKey) throws Exception {
        for (Map.Entry<String, Integer> each : byKey.entrySet()) {
            assertThat(server.send(server.get(path, each.getKey())).status())
                    .as(path + " " + each.getKey())
                    .isEqualTo(each.getValue());
        }
    }

    private void add(String base, Route... routes) {
        server.server.routes().add(routes(base, routes), "part", 0, 1);
    }

    private static Routes routes(String base, Route... routes) {
        return new Routes() {
            @Override
            public String base() {
                return base;
            }

            @Override
            public List<Route> routes() {
                return List.of(routes);
            }
        };
    }

    private static Route get(String path, Access access, WebHandler handler) {
        return Route.get(path, access, handler);
    }

    private static Route stream(String path, WebAnswer.StreamWriter writer) {
        return get(path, Access.CREDENTIAL, request -> WebAnswer.stream(200, "text/plain", writer));
    }

    private static Route write(String path, Access access, WebHandler handler) {
        return new Route(Set.of("POST"), path, access, true, 100, false, handler);
    }

    private WebAnswer echo(WebRequest request) {
        seen.set(request);
        return WebAnswer.of(200, "text/plain", request.body());
    }

    private WebAnswer count(WebRequest request) {
        ran.incrementAndGet();
        return WebAnswer.json(200, Json.of(Map.of()));
    }

    private static WebAnswer answer(String text) {
        return WebAnswer.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }
}
