package io.patchbay.http.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.http.settings.HostRules;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.tls.Tls;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class HttpSettingsReaderTest {

    private final Map<String, Object> given = new HashMap<>();

    @Test
    public void isSafeAsItComes() {
        HttpSettings settings = settings();

        assertThat(settings.address()).isEqualTo(new HttpSettings.Address("127.0.0.1", 8080, true, Optional.empty()));
        assertThat(settings.hostRules().acceptsHost("localhost:8080", null)).isTrue();
        assertThat(settings.hostRules().acceptsHost("evil.example", null)).isFalse();
        assertThat(settings.limits().bodyBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(settings.limits().heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.url(8080)).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    public void thePortOfTheStartChangesNothingElse() {
        given.put("host", "::1");

        HttpSettings settings = settings();

        assertThat(settings.withPortOfStart(9000).address())
                .isEqualTo(new HttpSettings.Address("::1", 9000, true, Optional.empty(), true));
        assertThat(settings.withPortOfStart(9000))
                .usingRecursiveComparison()
                .ignoringFields("address")
                .isEqualTo(settings);
    }

    @Test
    public void takesLoopbackNamesOnTheLoopbackOnly() {
        given.put("host", "0.0.0.0");
        given.put("allowedHosts", new String[] {"Mcp.Example.com"});

        HostRules hostRules = settings().hostRules();

        assertThat(hostRules.acceptsHost("localhost", null)).isFalse();
        assertThat(hostRules.acceptsOrigin("http://localhost")).isFalse();
        assertThat(hostRules.acceptsHost("mcp.example.com:8080", null)).isTrue();
    }

    @Test
    public void takesTheHostAndOriginOfThePublicUrl() {
        given.put("publicUrl", "https://mcp.example.com/");

        HttpSettings settings = settings();

        assertThat(settings.hostRules().acceptsHost("mcp.example.com", null)).isTrue();
        assertThat(settings.hostRules().acceptsOrigin("https://mcp.example.com"))
                .isTrue();
        assertThat(settings.hostRules().acceptsOrigin("http://mcp.example.com")).isFalse();
        assertThat(settings.url(8080)).isEqualTo("https://mcp.example.com");
    }

    @Test
    public void takesThePublicUrlAsABaseOrAsTheEndpoint() {
        for (List<String> one : List.of(
                List.of("https://mcp.example.com/mcp", "https://mcp.example.com", ""),
                List.of("https://mcp.example.com/mcp/", "https://mcp.example.com", ""),
                List.of("https://example.com/tools/mcp", "https://example.com/tools", "/tools"),
                List.of("https://example.com/tools/", "https://example.com/tools", "/tools"),
                List.of("https://example.com/mcp/mcp", "https://example.com/mcp", "/mcp"),
                List.of("https://[FD00::2]:8443", "https://[FD00::2]:8443", ""))) {
            given.put("publicUrl", one.get(0));

            assertThat(settings().url(8080)).as(one.get(0)).isEqualTo(one.get(1));
            assertThat(settings().prefix()).as(one.get(0)).isEqualTo(one.get(2));
        }
        assertThat(settings().hostRules().acceptsHost("[fd00:0::2]:8443", null)).isTrue();
        given.put("publicUrl", "https://mcp.example.com:443");
        assertThat(settings().hostRules().acceptsHost("mcp.example.com", null)).isTrue();
        assertThat(settings().hostRules().acceptsOrigin("https://mcp.example.com"))
                .isTrue();
    }

    @Test
    public void aHostIsTheSameHoweverItIsWritten() {
        for (List<String> one : List.of(
                List.of("[::1]", "::1", "http://[::1]:8080"),
                        List.of("0:0:0:0:0:0:0:1", "0:0:0:0:0:0:0:1", "http://[0:0:0:0:0:0:0:1]:8080"),
                List.of("LOCALHOST", "LOCALHOST", "http://LOCALHOST:8080"),
                        List.of("127.0.0.2", "127.0.0.2", "http://127.0.0.2:8080"))) {
            given.put("host", one.get(0));

            assertThat(settings().address().host()).isEqualTo(one.get(1));
            assertThat(settings().url(8080)).isEqualTo(one.get(2));
            assertThat(settings().hostRules().acceptsHost("localhost", null))
                    .as(one.get(0))
                    .isTrue();
        }
        for (List<String> one : List.of(
                List.of("[fd00::2]", "http://[fd00::2]:8080"),
                List.of("fe80::1%eth0", "http://[fe80::1%25eth0]:8080"),
                List.of("::", "http://localhost:8080"),
                List.of("0:0:0:0:0:0:0:0", "http://localhost:8080"),
                List.of("127.example.com", "http://127.example.com:8080"))) {
            given.put("host", one.get(0));

            assertThat(settings().url(8080)).isEqualTo(one.get(1));
            assertThat(settings().hostRules().acceptsHost("localhost", null))
                    .as(one.get(0))
                    .isFalse();
        }
    }

    @Test
    public void refusesWhatMakesNoSense() {
        for (Map.Entry<String, Object> wrong : List.<Map.Entry<String, Object>>of(
                Map.entry("host", " "),
                Map.entry("port", 70_000),
                Map.entry("port", -1),
                Map.entry("publicUrl", "mcp.example.com"),
                Map.entry("publicUrl", "https://u@mcp.example.com"),
                Map.entry("publicUrl", "https://a b"),
                Map.entry("publicUrl", "https://mcp.example.com/a/../b"),
                Map.entry("publicUrl", "https://mcp.example.com/../b"),
                Map.entry("publicUrl", "https://mcp.example.com/.."),
                Map.entry("publicUrl", "ftp://mcp.example.com"),
                Map.entry("allowedHosts", new String[] {"https://mcp.example.com"}),
                Map.entry("maxBodyBytes", 10),
                Map.entry("heartbeatSeconds", 0),
                Map.entry("trustedProxies", new String[] {"everybody"}),
                Map.entry("allowedOrigins", new String[] {"https://app.example.com/"}),
                Map.entry("allowedOrigins", new String[] {"app.example.com"}))) {
            given.clear();
            given.put(wrong.getKey(), wrong.getValue());

            assertThatThrownBy(this::settings).as(wrong.toString()).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void startsWhereItShouldAlsoWhenTheRestMakesNoSense() {
        given.put("port", 9090);
        given.put("publicUrl", "mcp.example.com");
        given.put("allowedHosts", new String[] {"mcp.example.com"});
        List<String> refused = new ArrayList<>();

        HttpSettings settings = HttpSettingsReader.first(config(), refused::add);

        assertThat(refused).singleElement().asString().contains("publicUrl");
        assertThat(settings.address().port()).isEqualTo(9090);
        assertThat(settings.hostRules().acceptsHost("mcp.example.com", null)).isFalse();
        assertThat(settings.isProxied())
                .as("whether there is a proxy is not known")
                .isTrue();
        given.put("port", -1);
        assertThat(HttpSettingsReader.first(config(), refused::add).address().port())
                .isEqualTo(8080);
    }

    @Test
    public void neverTakesAPlaceholderForAPasswordNorShowsOne() {
        given.put("tlsKeystore", "/keys/http.p12");
        given.put("_tlsPassword", "$[secret:http-tls]");
        assertThatThrownBy(this::settings).isInstanceOf(IllegalArgumentException.class);

        given.put("_tlsPassword", "canary");
        assertThat(settings().toString()).contains("http.p12").doesNotContain("canary");
    }

    @Test
    public void takesOneKindOfTlsFiles() {
        given.put("tlsCertificates", "/keys/fullchain.pem");
        assertThat(settings().address().tls())
                .contains(new Tls.Pem(Path.of("/keys/fullchain.pem"), Path.of("/keys/fullchain.pem"), ""));
        given.put("tlsKey", "/keys/privkey.pem");
        given.put("_tlsPassword", "canary");
        assertThat(settings().toString()).contains("privkey.pem").doesNotContain("canary");

        given.put("tlsKeystore", "/keys/http.p12");
        assertThatThrownBy(this::settings).hasMessageContainingAll("tlsKeystore", "tlsCertificates");
        given.remove("tlsKeystore");
        given.remove("tlsCertificates");
        assertThatThrownBy(this::settings).hasMessageContainingAll("tlsKey", "tlsCertificates");
    }

    private HttpSettings settings() {
        return HttpSettingsReader.read(config());
    }

    private HttpSettingsReader.Config config() {
        return (HttpSettingsReader.Config) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpSettingsReader.Config.class},
                (proxy, method, arguments) -> given.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
