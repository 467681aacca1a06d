package io.patchbay.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.spi.health.Problem;
import io.patchbay.spi.identity.Narrowing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class MountsTest {

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
    public void servesAHandlerWhileItIsMounted() throws Exception {
        ContextHandler context = new ContextHandler(new Saying("hello"), "/x");
        mount(context, Map.of());

        assertThat(server.send(server.get("/x")).body()).isEqualTo("hello");
        assertThat(server.send(server.get("/x/y")).body()).isEqualTo("hello");
        assertThat(server.send(server.get("/xy")).status()).isEqualTo(404);

        server.server.unmount(context);
        assertThat(server.send(server.get("/x")).status()).isEqualTo(404);
    }

    @Test
    public void prefersTheBestRankedForOnePathAndTheLongestPath() throws Exception {
        ContextHandler better = new ContextHandler(new Saying("better"), "/x");
        mount(new ContextHandler(new Saying("first"), "/x"), Map.of("service.ranking", 1, "service.id", 1L));
        mount(better, Map.of("service.ranking", 2, "service.id", 2L));
        mount(new ContextHandler(new Saying("last"), "/x"), Map.of("service.id", 3L));
        mount(new ContextHandler(new Saying("deeper"), "/x/y"), Map.of("service.id", 4L));

        assertThat(server.send(server.get("/x")).body()).isEqualTo("better");
        assertThat(server.send(server.get("/x/y/z")).body()).isEqualTo("deeper");

        server.server.unmount(better);
        assertThat(server.send(server.get("/x")).body()).isEqualTo("first");
    }

    @Test
    public void isNotFooledIntoAMountedPath() throws Exception {
        mount(new ContextHandler(new Saying("hello"), "/x"), Map.of());

        for (String path : List.of(
                "/x%2f..",
                "//x", "/%2e%2e/x", "/x;a", "/x/;a", "/y/..%2fx", "/y/../x", "/./x", "/%78", "/x/..;/x", "/x//")) {
            assertThat(server.send(server.get(path)).status()).as(path).isIn(400, 404);
        }
        assertThat(server.send(server.get("/x/")).body()).isEqualTo("hello");
        assertThat(server.send("GET /x HTTP/1.1\r\nHost: evil.example\r\n\r\n").status())
                .isEqualTo(403);
    }

    @Test
    public void neverLetsAHandlerTakeTheEndpoint() throws Exception {
        mount(new ContextHandler(new Saying("mine"), "/"), Map.of("service.ranking", Integer.MAX_VALUE));

        assertThat(server.send(server.get("/mcp")).status()).isEqualTo(401);
        assertThat(server.send(server.get("/healthz")).body()).isEqualTo("{\"alive\":true}");
        assertThat(server.send(server.get("/other")).body()).isEqualTo("mine");
    }

    @Test
    public void goesOnWithoutAHandlerThatDoesNotStart() throws Exception {
        mount(new ContextHandler(new Saying("other"), "/x"), Map.of());
        mount(
                new ContextHandler(
                        new Saying("never") {
                            @Override
                            protected void doStart() throws Exception {
                                throw new IllegalStateException("canary");
                            }
                        },
                        "/x"),
                Map.of("service.ranking", 9));

        assertThat(server.send(server.get("/x")).body()).isEqualTo("other");
        assertThat(server.server.problems())
                .containsExactly(
                        new Problem(
                                Problem.Severity.DEGRADED,
                                "The handler for /x did not start, so requests for that path are not served. The cause is in the log."));
    }

    @Test
    public void answersForAHandlerThatThrows() throws Exception {
        mount(
                new ContextHandler(
                        new Handler.Abstract() {
                            @Override
                            public boolean handle(Request request, Response response, Callback callback) {
                                throw new IllegalStateException("canary");
                            }
                        },
                        "/x"),
                Map.of());

        RawClient.Answer answer = server.send(server.get("/x"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Internal server error. The cause is in the server's log.\"}");
    }

    @Test
    public void lendsAHandlerTheLoaderOfItsBundle() throws Exception {
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
        server.server.mount(
                new ContextHandler(
                        new Saying("x") {
                            @Override
                            public boolean handle(Request request, Response response, Callback callback) {
                                seen.set(Thread.currentThread().getContextClassLoader());
                                return super.handle(request, response, callback);
                            }
                        },
                        "/x"),
                Map.of(),
                loader);

        server.send(server.get("/x"));

        assertThat(seen).hasValue(loader);
    }

    @Test
    public void letsARequestFinishWhenItsHandlerGoes() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ContextHandler context = new ContextHandler(
                new Saying("done") {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        boolean first = inside.getCount() > 0;
                        inside.countDown();
                        try {
                            // an answer from before the handler was removed does not count
                            release.await(first ? 20 : 0, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return super.handle(request, response, callback);
                    }
                },
                "/x");
        mount(context, Map.of());
        try (RawClient client = server.connect()) {
            client.send(server.get("/x"));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> unmounted = CompletableFuture.runAsync(() -> server.server.unmount(context));
            Wait.untilTrue(() -> server.send(server.get("/x")).status() == 404);
            release.countDown();

            assertThat(client.read().body()).isEqualTo("done");
            unmounted.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    public void guardsPagesForOperators() throws Exception {
        mount(new ContextHandler(new Saying("figures"), "/metrics"), Map.of("patchbay.access", "operator"));
        server.authenticator.then = sender -> sender.headers("authorization").contains("Bearer operator")
                ? TestServer.FakeAuthenticator.known("op", Narrowing.READS_EVERYTHING.withScopes("admin:read"))
                : TestServer.FakeAuthenticator.byKey(sender);
        String proxied = "X-Forwarded-For: 203.0.113.9\r\n";

        assertThat(server.send(server.get("/metrics")).body()).isEqualTo("figures");
        RawClient.Answer unknown = server.send(server.get("/metrics", proxied));
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(server.send(server.get("/metrics", "Forwarded: for=203.0.113.9\r\n"))
                        .status())
                .isEqualTo(401);
        assertThat(server.send(server.get("/metrics", proxied + "Authorization: Bearer wrong\r\n"))
                        .status())
                .isEqualTo(401);
        assertThat(server.send(server.get("/metrics", proxied + "Authorization: Bearer operator\r\n"))
                        .body())
                .isEqualTo("figures");
        server.authenticator.then = sender -> TestServer.FakeAuthenticator.known("k1", Narrowing.READS_EVERYTHING);
        assertThat(server.send(server.get("/metrics", proxied)).status()).isEqualTo(403);
        for (String wildcard : List.of("admin:*", "*", "admin:rea*", "a:*", "admin:", "admin:readyz", "ADMIN:read")) {
            server.authenticator.then =
                    sender -> TestServer.FakeAuthenticator.known("k1", Narrowing.READS_EVERYTHING.withScopes(wildcard));
            assertThat(server.send(server.get("/metrics", proxied)).status())
                    .as(wildcard)
                    .isEqualTo(403);
        }
    }

    private void mount(ContextHandler context, Map<String, Object> properties) {
        server.server.mount(context, properties, getClass().getClassLoader());
    }

    /** Answers every request with one text. */
    private static class Saying extends Handler.Abstract {
        private final String text;

        Saying(String text) {
            this.text = text;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, text, callback);
            return true;
        }
    }
}
