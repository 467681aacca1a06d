package io.patchbay.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A set of networks: the proxies in front of this server. */
record Networks(List<Network> all) {

    Networks {
        all = List.copyOf(all);
    }

    /** One network, as an address and the length of its prefix in bits. */
    record Network(InetAddress address, int bits) {

        boolean contains(InetAddress other) {
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

    /** @param texts like {@code 10.0.0.0/8}, {@code fd00::/8} or {@code 10.1.2.3} */
    static Networks of(List<String> texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            networks.add(network(text.strip()));
        }
        return new Networks(networks);
    }

    boolean contains(InetAddress address) {
        for (Network network : all) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The address that this text writes as numbers; never asks a name server. */
    static Optional<InetAddress> literal(String text) {
        if (text.isEmpty() || text.length() > 45) {
            return Optional.empty();
        }
        boolean six = text.indexOf(':') >= 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean digit = c >= '0' && c <= '9';
            boolean hex = c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == ':';
            if (!digit && c != '.' && !(six && hex)) {
                return Optional.empty();
            }
        }
        if (!six && !quad(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Four decimal numbers: the JDK would also take {@code 10.1} or {@code 167772161}. */
    private static boolean quad(String text) {
        int dots = 0;
        int digits = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '.') {
                if (digits == 0) {
                    return false;
                }
                dots++;
                digits = 0;
            } else if (++digits > 3) {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> wrong(text));
        int most = 8 * address.getAddress().length;
        int bits = slash < 0 ? most : bits(text, slash);
        if (bits < 0 || bits > most) {
            throw wrong(text);
        }
        return new Network(address, bits);
    }

    private static int bits(String text, int slash) {
        try {
            return Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("trustedProxies has \"" + text + "\", not like 10.0.0.0/8.");
    }
}
