package io.patchbay.http.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** Addresses are compared as addresses wherever a host is expected. */
public class IpAddressesTest {

    private static final List<String> FORMS = List.of(
            "[fd00::2]",
            "[FD00::2]",
            "[fd00:0:0:0:0:0:0:2]",
            "[fd00:0000:0000:0000:0000:0000:0000:0002]",
            "[fd00::0.0.0.2]",
            "[fd00:0::0:2]",
            "[fd00::2%eth0]",
            "[fd00::2%25eth0]");

    @Test
    public void theServersOwnAddressIsItsOwnInEveryForm() throws Exception {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getByName("fd00::2"), 18441);
        HostRules hostRules = HostRules.of(false, new String[0], new String[0], Optional.empty());

        for (String form : FORMS) {
            assertThat(hostRules.acceptsHost(form, local)).as(form).isTrue();
            assertThat(hostRules.acceptsHost(form + ":18441", local)).as(form).isTrue();
        }
        for (String other : List.of(
                "[fd00::3]",
                "[fd00::2",
                "[]",
                "[fd00::2]x",
                "[fd00::2]:",
                "[fd00::2]:99999",
                "fd00::2",
                "[fd00::2%]",
                "[::2]",
                "[fd00]",
                "[fd00::2]]",
                "[localhost]",
                "[127.0.0.1]",
                "fd00",
                "localhost",
                "[fd00::2]@evil.example",
                "[fd00::2].evil.example",
                "[fd00::g]",
                "[:::]")) {
            assertThat(hostRules.acceptsHost(other, local)).as(other).isFalse();
        }
    }

    @Test
    public void anIpv4AddressIsTheSameWhenItIsMapped() throws Exception {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getByName("10.1.2.3"), 80);
        HostRules hostRules = HostRules.of(false, new String[0], new String[0], Optional.empty());

        for (String form : List.of("10.1.2.3", "10.1.2.3:80", "[::ffff:10.1.2.3]", "[::FFFF:0a01:0203]:80")) {
            assertThat(hostRules.acceptsHost(form, local)).as(form).isTrue();
        }
        for (String other : List.of(
                "10.1.2.4",
                "010.1.2.3",
                "10.1.515",
                "167838211",
                "0x0a010203",
                "[::10.1.2.3]",
                "[64:ff9b::10.1.2.3]",
                "10.1.2.3.")) {
            assertThat(hostRules.acceptsHost(other, local)).as(other).isFalse();
        }
    }

    @Test
    public void allowedHostsMayBeAddressesInAnyForm() {
        for (String allowed : List.of("fd00::2", "FD00:0::2", "[fd00::2]", "[fd00:0:0:0:0:0:0:2%eth0]")) {
            HostRules hostRules = HostRules.of(false, new String[] {allowed}, new String[0], Optional.empty());
            for (String form : FORMS) {
                assertThat(hostRules.acceptsHost(form, null))
                        .as(allowed + " " + form)
                        .isTrue();
            }
            assertThat(hostRules.acceptsHost("[fd00::3]", null)).isFalse();
        }
        HostRules withPort = HostRules.of(
                false,
                new String[] {"[FD00::2]:8443"},
                new String[] {"https://[FD00::2]", "http://app.example.com:80"},
                Optional.empty());
        assertThat(withPort.acceptsHost("[fd00:0::2]:8443", null)).isTrue();
        assertThat(withPort.acceptsHost("[fd00::2]:8444", null)).isFalse();
        assertThat(withPort.acceptsOrigin("https://[fd00::2]")).isTrue();
        assertThat(withPort.acceptsOrigin("https://[fd00::3]")).isFalse();
        assertThat(withPort.acceptsOrigin("http://app.example.com")).isTrue();
    }

    @Test
    public void refusesAnAllowedHostThatIsNone() {
        for (String wrong : List.of(
                "",
                "https://mcp.example.com",
                "mcp.example.com/",
                "*.example.com",
                "*",
                "[fd00::g]",
                "[fd00::2",
                "mcp.example.com:",
                "a b",
                "mcp.example.com:99999")) {
            assertThatThrownBy(() -> HostRules.of(false, new String[] {wrong}, new String[0], Optional.empty()))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowedHosts contains \"" + wrong + "\"");
        }
    }
}
