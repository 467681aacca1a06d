package io.patchbay.audit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Groups addresses for counting: all addresses of one IPv6 network (/64) count as one address. */
final class Sources {

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");

    private Sources() {}

    /** Returns the network of an address: the first 64 bits of an IPv6 address, or any other address unchanged. */
    static String network(String source) {
        if (!IPV6.matcher(source).matches()) {
            return source;
        }
        try {
            int zone = source.indexOf('%');
            // a numeric address, so there is no DNS query
            InetAddress address = InetAddress.getByName(zone < 0 ? source : source.substring(0, zone));
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, 8) + "/64"
                    : address.getHostAddress();
        } catch (UnknownHostException e) {
            return source;
        }
    }
}
