package io.patchbay.http.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.tls.Tls;
import io.patchbay.spi.health.Problem;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TlsTest {

    private static final String PASSWORD = "only-for-this-test";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void speaksBothVersionsOverTls() throws Exception {
        Path keystore = keystore();
        HttpSettings plain = TestServer.TestSettings.standard().build();
        HttpServer server = new HttpServer(
                new HttpSettings(
                        new HttpSettings.Address("127.0.0.1", 0, true, Optional.of(new Tls.Pkcs12(keystore, PASSWORD))),
                        Optional.empty(),
                        plain.hostRules(),
                        plain.proxies(),
                        plain.limits(),
                        false),
                Optional.empty());
        server.start();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpClient client = HttpClient.newBuilder()
                    .version(version)
                    .sslContext(trusting(keystore))
                    .build();
            URI uri = URI.create("https://localhost:" + server.port().orElseThrow() + "/healthz");

            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("{\"alive\":true}");
            assertThat(answer.version()).isEqualTo(version);
        }
        server.stop();
    }

    @Test
    public void changesToTlsOnTheSamePortAndStaysAsItIsWhenTheKeystoreIsNoGood() throws Exception {
        Path keystore = keystore();
        try (TestServer server = new TestServer();
                RawClient before = server.connect()) {
            server.dispatcher.then = exchange -> exchange.stream(List.of());
            before.send(server.get("/mcp", TestServer.KEY));
            before.readHead();
            int port = server.port();

            server.server.modified(withTls(keystore, "canary"));
            assertThat(server.send(server.get("/healthz")).status()).isEqualTo(200);
            assertThat(server.server.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Problem.Severity.DEGRADED);
                assertThat(problem.message())
                        .contains("The server still listens on http://127.0.0.1:" + port)
                        .doesNotContain("canary");
            });
            server.server.modified(withTls(keystore, PASSWORD));

            assertThat(server.port()).isEqualTo(port);
            assertThat(server.server.problems()).isEmpty();
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(keystore)).build();
            URI uri = URI.create("https://localhost:" + port + "/healthz");
            assertThat(client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            server.server.modified(withTls(keystore, PASSWORD, Duration.ofMillis(50)));
            assertThat(before.readChunk()).isEqualTo(": keep-alive\n\n");
        }
    }

    private static HttpSettings withTls(Path keystore, String password) {
        return withTls(keystore, password, Duration.ofSeconds(15));
    }

    private static HttpSettings withTls(Path keystore, String password, Duration heartbeat) {
        HttpSettings plain =
                TestServer.TestSettings.standard().withHeartbeat(heartbeat).build();
        HttpSettings.Address address =
                new HttpSettings.Address("127.0.0.1", 0, true, Optional.of(new Tls.Pkcs12(keystore, password)));
        return new HttpSettings(address, Optional.empty(), plain.hostRules(), plain.proxies(), plain.limits(), false);
    }

    private Path keystore() throws Exception {
        Path file = folder.getRoot().toPath().resolve("http.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "http",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(file).exists();
        return file;
    }

    private static SSLContext trusting(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("http", keys.getCertificate("http"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
