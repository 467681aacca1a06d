package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.Test;

public class SenderTest {

    @Test
    public void believesNobodyByDefault() throws Exception {
        assertThat(source(TestServer.TestSettings.standard(), "")).isEqualTo("127.0.0.1 loopback");
        for (String header : List.of("X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9", "x-forwarded-proto: https", "Via: 1.1 x", "X-Real-IP: 1.1.1.1")) {
            assertThat(source(TestServer.TestSettings.standard(), header + "\r\n")).as(header).isEqualTo("127.0.0.1");
        }
    }

    @Test
    public void takesTheNearestAddressBeforeTrustedProxies() throws Exception {
        TestServer.TestSettings trusting = TestServer.TestSettings.standard().withProxies("127.0.0.0/8", "10.0.0.0/8", "fd00::/8");

        assertThat(source(trusting, "X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.2.3\r\n")).isEqualTo("203.0.113.9");
        assertThat(source(trusting, "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 203.0.113.9:4711\r\nX-Forwarded-For: 10.1.2.3\r\n"))
                .isEqualTo("203.0.113.9");
        assertThat(source(trusting, "X-Forwarded-For: 6.6.6.6\r\nForwarded: for=7.7.7.7;proto=http, For=\"[2001:db8::1]:99\" ;by=x,for=10.1.1.1\r\n"))
                .isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(source(trusting, "X-Forwarded-For: 10.0.0.1, 10.0.0.2\r\n")).isEqualTo("10.0.0.1");
    }

    @Test
    public void stopsAtWhatItCannotUnderstand() throws Exception {
        TestServer.TestSettings trusting = TestServer.TestSettings.standard().withProxies("127.0.0.1", "10.0.0.0/8");

        for (String garbage : List.of("unknown", "_hidden", "evil.example", "1.2.3", "0x7f.1.1.1", "1.2.3.4.5", "256.1.1.1", "[::1", "::::", "1.2.3.4%lo", "\u00e9")) {
            assertThat(source(trusting, "X-Forwarded-For: 6.6.6.6, " + garbage + ", 10.9.9.9\r\n")).as(garbage).isEqualTo("10.9.9.9");
        }
        assertThat(source(trusting, "X-Forwarded-For: ,, ,\r\n")).isEqualTo("127.0.0.1");
    }

    @Test
    public void readsNetworks() {
        Networks networks = Networks.of(List.of("192.168.0.0/17", "203.0.113.7", "2001:db8::/33"));

        for (String inside : List.of("192.168.127.255", "203.0.113.7", "2001:db8:7fff::1")) {
            assertThat(networks.contains(Networks.literal(inside).orElseThrow())).as(inside).isTrue();
        }
        for (String outside : List.of("192.168.128.0", "203.0.113.8", "2001:db8:8000::1", "::1")) {
            assertThat(networks.contains(Networks.literal(outside).orElseThrow())).as(outside).isFalse();
        }
        for (String wrong : List.of("", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.com", "10.0/8", "::/129", "/8")) {
            assertThatThrownBy(() -> Networks.of(List.of(wrong))).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String source(TestServer.TestSettings settings, String headers) throws Exception {
        try (TestServer server = new TestServer(settings)) {
            assertThat(server.send(server.get("/mcp", TestServer.KEY + headers)).status()).isEqualTo(200);
            return server.authenticator.sources.element();
        }
    }
}
