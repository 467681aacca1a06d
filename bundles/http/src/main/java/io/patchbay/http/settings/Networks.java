package io.patchbay.http.settings;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The networks of the proxies in front of this server. */
public record Networks(List<Network> all) {

    private static final int IPV4_BITS = 32;
    private static final int MAPPED_BITS = 96;

    public Networks {
        all = List.copyOf(all);
    }

    /** A network, which consists of an address and the length of its prefix in bits. */
    record Network(InetAddress address, int bits) {

        public boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            int whole = bits / 8;
            for (int at = 0; at < whole; at++) {
                if (ours[at] != theirs[at]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (ours[whole] ^ theirs[whole]) >> (8 - rest) == 0;
        }
    }

    /** @param texts the networks, for example {@code 10.0.0.0/8}, {@code fd00::/8} or {@code 10.1.2.3} */
    public static Networks of(List<String> texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            networks.add(network(text.strip()));
        }
        return new Networks(networks);
    }

    public boolean contains(InetAddress address) {
        for (Network network : all) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        String written = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = IpAddresses.bracketedOrPlain(written).orElseThrow(() -> invalid(text));
        int maxBits = 8 * address.getAddress().length;
        int bits = slash < 0 ? maxBits : bits(text, slash);
        if (slash >= 0 && maxBits == IPV4_BITS && written.indexOf(':') >= 0) {
            bits -= MAPPED_BITS; // in the IPv6 form, the prefix includes the mapped part
        }
        if (bits < 0 || bits > maxBits) {
            throw invalid(text);
        }
        return new Network(address, bits);
    }

    private static int bits(String text, int slash) {
        String digits = text.substring(slash + 1);
        if (!digits.matches("[0-9]{1,3}")) {
            throw invalid(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("trustedProxies contains \"" + text
                + "\", which is not an address or a network such as 10.0.0.0/8 or fd00::/8.");
    }
}
