package io.patchbay.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.http.TestServer;
import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.settings.IpAddresses;
import io.patchbay.http.settings.Networks;
import io.patchbay.http.settings.PublicUrl;
import java.util.List;
import org.junit.Test;

public class SenderTest {

    @Test
    public void believesNobodyByDefault() throws Exception {
        assertThat(source(TestServer.TestSettings.standard(), "")).isEqualTo("127.0.0.1 loopback");
        for (String header : List.of(
                "X-Forwarded-For: 203.0.113.9",
                "Forwarded: for=203.0.113.9",
                "x-forwarded-proto: https",
                "Via: 1.1 x",
                "X-Real-IP: 1.1.1.1",
                "X-Forwarded: for=1.1.1.1",
                "X-Scheme: https",
                "X-NginX-Proxy: true",
                "Front-End-Https: on",
                "X-Varnish: 1",
                "X-ARR-SSL: 1",
                "X-Remote-Addr: 1.1.1.1",
                "Fly-Client-IP: 1.1.1.1",
                "X-Vercel-Id: 1",
                "Proxy-Connection: keep-alive",
                "x-envoy-external-address: 1.1.1.1",
                "CF-Connecting-IP: 1.1.1.1",
                "X-Original-Forwarded-For: 1.1.1.1",
                "True-Client-IP: 1.1.1.1")) {
            assertThat(source(TestServer.TestSettings.standard(), header + "\r\n"))
                    .as(header)
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    public void takesTheNearestAddressBeforeTrustedProxies() throws Exception {
        TestServer.TestSettings trusting =
                TestServer.TestSettings.standard().withProxies("127.0.0.0/8", "10.0.0.0/8", "fd00::/8");

        assertThat(source(trusting, "X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.2.3\r\n"))
                .isEqualTo("203.0.113.9");
        assertThat(
                        source(
                                trusting,
                                "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 203.0.113.9:4711\r\nX-Forwarded-For: 10.1.2.3\r\n"))
                .isEqualTo("203.0.113.9");
        assertThat(source(
                        trusting, "Forwarded: for=7.7.7.7;proto=http, For=\"[2001:db8::1]:99\" ;by=x,for=10.1.1.1\r\n"))
                .isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(source(trusting, "X-Forwarded-For: 10.0.0.1, 10.0.0.2\r\n")).isEqualTo("10.0.0.1");
    }

    @Test
    public void countsARequestAsTheProxysOwnWhereItsHeadersDisagree() throws Exception {
        TestServer.TestSettings trusting = TestServer.TestSettings.standard().withProxies("127.0.0.0/8");

        assertThat(source(trusting, "Forwarded: for=10.0.0.1\r\nX-Forwarded-For: 203.0.113.9\r\n"))
                .isEqualTo("127.0.0.1");
        assertThat(source(trusting, "Forwarded: for=203.0.113.9\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.9\r\n"))
                .isEqualTo("203.0.113.9");
    }

    @Test
    public void nothingComesStraightFromThisMachineWhereAProxyIsKnown() throws Exception {
        assertThat(source(TestServer.TestSettings.standard().withProxies("10.0.0.0/8"), ""))
                .isEqualTo("127.0.0.1");
        try (TestServer server = new TestServer()) {
            HttpSettings now = server.server.settings();
            server.server.modified(new HttpSettings(
                    now.address(),
                    PublicUrl.of("https://mcp.example.com"),
                    now.hostRules(),
                    now.proxies(),
                    now.limits(),
                    now.httpSse()));

            assertThat(server.send(server.get("/mcp", TestServer.KEY)).status()).isEqualTo(200);
            assertThat(server.authenticator.sources.element()).isEqualTo("127.0.0.1");
            assertThat(server.send(server.get("/readyz")).body()).isEqualTo("{\"ready\":true}");
        }
    }

    @Test
    public void stopsAtWhatItCannotUnderstand() throws Exception {
        TestServer.TestSettings trusting = TestServer.TestSettings.standard().withProxies("127.0.0.1", "10.0.0.0/8");

        for (String garbage : List.of(
                "unknown",
                "_hidden",
                "evil.example",
                "1.2.3",
                "0x7f.1.1.1",
                "1.2.3.4.5",
                "256.1.1.1",
                "[::1",
                "::::",
                "1.2.3.4%lo",
                "010.0.0.1",
                "1.2.3.4.",
                "\u00e9")) {
            assertThat(source(trusting, "X-Forwarded-For: 6.6.6.6, " + garbage + ", 10.9.9.9\r\n"))
                    .as(garbage)
                    .isEqualTo("10.9.9.9");
        }
        assertThat(source(trusting, "X-Forwarded-For: ,, ,\r\n")).isEqualTo("127.0.0.1");
    }

    @Test
    public void readsNetworks() {
        Networks networks = Networks.of(List.of(
                "192.168.0.0/17",
                "203.0.113.7",
                "2001:DB8:0:0::/33",
                "[fd00::2]",
                "fe80::1%eth0",
                "::ffff:10.0.0.0/104",
                "::ffff:10.99.0.1"));

        for (String inside : List.of(
                "192.168.127.255",
                "203.0.113.7",
                "2001:db8:7fff::1",
                "fd00:0:0:0:0:0:0:2",
                "fe80::1%2",
                "fe80::1",
                "10.200.0.1",
                "::ffff:192.168.1.1")) {
            assertThat(networks.contains(IpAddresses.address(inside).orElseThrow()))
                    .as(inside)
                    .isTrue();
        }
        for (String outside : List.of("192.168.128.0", "203.0.113.8", "2001:db8:8000::1", "::1")) {
            assertThat(networks.contains(IpAddresses.address(outside).orElseThrow()))
                    .as(outside)
                    .isFalse();
        }
        for (String wrong : List.of(
                "",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "example.com",
                "10.0/8",
                "::/129",
                "/8",
                "10.0.0.0/+8",
                "::ffff:10.0.0.0/95",
                "[10.0.0.1]",
                "010.0.0.1")) {
            assertThatThrownBy(() -> Networks.of(List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String source(TestServer.TestSettings settings, String headers) throws Exception {
        try (TestServer server = new TestServer(settings)) {
            assertThat(server.send(server.get("/mcp", TestServer.KEY + headers)).status())
                    .isEqualTo(200);
            return server.authenticator.sources.element();
        }
    }
}
