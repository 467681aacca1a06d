package io.patchbay.http.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads IP addresses in all usual notations, and writes each address in canonical form. Never asks a name server. */
public final class IpAddresses {

    private static final int MAX_ADDRESS_CHARS = 64;

    private IpAddresses() {}

    /**
     * Returns the address that a text contains. The text is an IPv4 address as four decimal numbers, or an IPv6 address in any form
     * of RFC 4291 without brackets. Removes the zone of an address. Returns an IPv4 address for an IPv4-mapped IPv6 address.
     */
    public static Optional<InetAddress> address(String text) {
        if (text.isEmpty() || text.length() > MAX_ADDRESS_CHARS) {
            return Optional.empty();
        }
        if (text.indexOf(':') < 0) {
            return parseIpv4(text);
        }
        int zone = text.indexOf('%');
        if (zone == text.length() - 1) {
            return Optional.empty();
        }
        String plain = zone < 0 ? text : text.substring(0, zone);
        return isHexadecimal(plain) ? parse(plain) : Optional.empty();
    }

    /** Returns the same result as {@link #address}, but also accepts an address in brackets. */
    static Optional<InetAddress> bracketedOrPlain(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.indexOf(':') > 0;
        return address(bracketed ? text.substring(1, text.length() - 1) : text);
    }

    /** Returns the canonical form of an address, as the host of a URL. */
    static String host(InetAddress address) {
        String text = address.getHostAddress();
        if (text.indexOf(':') < 0) {
            return text;
        }
        int zone = text.indexOf('%');
        return "[" + (zone < 0 ? text : text.substring(0, zone)) + "]";
    }

    /**
     * Returns a host and its optional port. Writes an address in brackets in canonical form, and does not change a host
     * without brackets. Returns an empty string if the brackets do not contain an IPv6 address.
     */
    static String canonical(String authority) {
        if (authority.isEmpty() || authority.charAt(0) != '[') {
            return authority;
        }
        int close = authority.indexOf(']');
        if (close < 0 || authority.indexOf(':') > close) {
            return "";
        }
        return address(authority.substring(1, close))
                .map(found -> host(found) + authority.substring(close + 1))
                .orElse("");
    }

    private static boolean isHexadecimal(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == ':' || c == '.')) {
                return false;
            }
        }
        return true;
    }

    /** Parses a text with a colon. The JDK never asks a name server for such a text. */
    private static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads four decimal numbers without leading zeros. The JDK would also accept {@code 10.1} and {@code 167772161}, and would ask
     * a name server for any other text.
     */
    private static Optional<InetAddress> parseIpv4(String text) {
        byte[] bytes = new byte[4];
        int part = 0;
        int value = -1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.' && value >= 0 && part < 3) {
                bytes[part++] = (byte) value;
                value = -1;
            } else if (c >= '0' && c <= '9' && value != 0) {
                value = 10 * Math.max(value, 0) + c - '0';
            } else {
                return Optional.empty();
            }
            if (value > 255) {
                return Optional.empty();
            }
        }
        if (part != 3 || value < 0) {
            return Optional.empty();
        }
        bytes[3] = (byte) value;
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
